/** Stands in for `serialport`, which modbus-serial names and we never use: a native module that would have to lie beside the bundle. */
export const SerialPort = undefined;
