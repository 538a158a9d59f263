import { writeFile } from 'node:fs/promises';
import { licencesText, shippedParts } from './parts.ts';

/** `npm run licences -- FILE`: the terms of everything that ships, as the packages have them. */
const file = process.argv[2];
if (file === undefined) throw new Error('It takes the name of a file.');
await writeFile(file, licencesText(shippedParts()));
