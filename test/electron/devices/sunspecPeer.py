"""A SunSpec device served by pymodbus: registers are packed here from the published model files, not by the code under test.

Reads one JSON line {"folder", "port", "base", "unit", "models": [[id, {point: raw}, [{point: raw}, ...]], ...]} and prints "ready".
"""
import json
import struct
import sys

from pymodbus.server import StartTcpServer
from pymodbus.simulator import DataType, SimData, SimDevice

NONE = {"int16": 0x8000, "sunssf": 0x8000, "pad": 0x8000, "uint16": 0xFFFF, "enum16": 0xFFFF, "bitfield16": 0xFFFF, "count": 0xFFFF}


def words(point, raw):
    size, kind = point["size"], point["type"]
    if kind == "string":
        data = (raw or "").encode("ascii").ljust(size * 2, b"\0")
        return list(struct.unpack(f">{size}H", data))
    if kind == "float32":
        return list(struct.unpack(">2H", struct.pack(">f", float("nan") if raw is None else raw)))
    if raw is None:
        if kind.startswith("acc"):
            return [0] * size
        return [NONE.get(kind, 0xFFFF)] * size
    data = (raw & ((1 << (16 * size)) - 1)).to_bytes(size * 2, "big")
    return list(struct.unpack(f">{size}H", data))


def model(folder, number, values, groups):
    with open(f"{folder}/model_{number}.json", encoding="utf8") as file:
        group = json.load(file)["group"]
    body = []
    for point in group["points"][2:]:
        body += words(point, values.get(point["name"]))
    for one in groups:
        for point in group["groups"][0]["points"]:
            body += words(point, one.get(point["name"]))
    return [number, len(body), *body]


def main():
    asked = json.loads(sys.stdin.readline())
    registers = [0x5375, 0x6E53]
    for number, values, groups in asked["models"]:
        registers += model(asked["folder"], number, values, groups)
    registers += [0xFFFF, 0]
    data = SimData(asked["base"], values=registers, datatype=DataType.REGISTERS)
    device = SimDevice(asked["unit"], simdata=[data])
    print("ready", flush=True)
    StartTcpServer(device, address=("127.0.0.1", asked["port"]))


main()
