/** Where the sun stands over the demo zone (30.5° N, 120° E, so solar noon is near 12:00 at UTC+8): enough for a simulation, not for astronomy. */

const RAD = Math.PI / 180;
const LATITUDE = 30.5 * RAD;
/** Local time minus mean solar time, hours: UTC+8 is exactly the mean time of 120° E. */
const DAY = 86_400;

/** Day of the year, 0 on 1 January, fraction included, of local seconds since 1970. */
function dayOfYear(localSeconds: number): number {
  const year = new Date(localSeconds * 1000).getUTCFullYear();
  return localSeconds / DAY - Date.UTC(year, 0, 1) / 86_400_000;
}

/** Sine of the sun's elevation; negative below the horizon. `localSeconds`: local clock time as seconds since 1970 (UTC + offset). */
export function sinElevation(localSeconds: number): number {
  const turn = (2 * Math.PI * (dayOfYear(localSeconds) + 10)) / 365.25;
  const declination = -23.44 * RAD * Math.cos(turn);
  const hourAngle = ((localSeconds % DAY) / 3600 - 12) * 15 * RAD;
  return Math.sin(LATITUDE) * Math.sin(declination) + Math.cos(LATITUDE) * Math.cos(declination) * Math.cos(hourAngle);
}

/** Share of the panels' peak under a clear sky, 0 to about 0.9: the path through the air grows as the sun sinks. */
export function clearSky(localSeconds: number): number {
  const sine = sinElevation(localSeconds);
  return sine <= 0 ? 0 : sine * 0.9 * 0.78 ** (0.35 / (sine + 0.12));
}
