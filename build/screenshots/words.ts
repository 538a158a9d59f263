import agenda from '../../messages/agenda/en.json' with { type: 'json' };
import common from '../../messages/en.json' with { type: 'json' };
import security from '../../messages/later/security/en.json' with { type: 'json' };
import lists from '../../messages/lists/en.json' with { type: 'json' };
import products from '../../messages/products/en.json' with { type: 'json' };
import records from '../../messages/records/en.json' with { type: 'json' };
import desktop from '../../messages/desktop/en.json' with { type: 'json' };
import sync from '../../messages/sync/en.json' with { type: 'json' };
import today from '../../messages/today/en.json' with { type: 'json' };
import tools from '../../messages/tools/en.json' with { type: 'json' };
import updates from '../../messages/updates/en.json' with { type: 'json' };

/** What the screens say, by which the pictures find their way. */
export const words = {
  ...agenda,
  ...common,
  ...security,
  ...lists,
  ...products,
  ...records,
  ...desktop,
  ...sync,
  ...today,
  ...tools,
  ...updates,
};
