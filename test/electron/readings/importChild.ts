/** Imports a file into a database over and over, dropping what it kept between two rounds; killed by its parent at any moment. */
import { openReadings } from "./readingsFixture.ts";

const [database = "", file = ""] = process.argv.slice(2);
const { readings } = openReadings(database);
const { handle, choices } = readings.previewFile(file, null);
process.stdout.write("ready\n");
readings.importFile(handle, choices, null);
process.stdout.write("done\n");
