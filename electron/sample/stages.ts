import type { Row } from './state/row.ts';
import type { World } from './world.ts';

/** The default pipeline of the account. */
export function defaultPipeline(world: World): Row | undefined {
  const pipelines = world.store.table('deal_pipelines').all();
  return pipelines.find((pipeline) => pipeline['is_default'] === true) ?? pipelines[0];
}

/** The first stage of a pipeline. */
export function firstStage(pipeline: number, world: World): Row | undefined {
  const stages = world.store
    .table('deal_stages')
    .all()
    .filter((stage) => stage['deal_pipeline_id'] === pipeline);
  return stages.sort((a, b) => Number(a['position']) - Number(b['position']))[0];
}

/** Pipeline and stage of a deal for which none is given. */
export function defaultStage(world: World): {
  deal_pipeline_id: number | null;
  deal_stage_id: number | null;
} {
  const pipeline = defaultPipeline(world);
  const stage = pipeline === undefined ? undefined : firstStage(pipeline.id, world);
  return { deal_pipeline_id: pipeline?.id ?? null, deal_stage_id: stage?.id ?? null };
}
