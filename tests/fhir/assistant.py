"""The assistant's server by the Python SDK: lists its tools, calls each, and no answer is longer than 2 kB."""

import asyncio
import sys

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

CALLS = [
    ("chercher", {"texte": "vauquelin rouen"}, "99700000104"),
    ("identifiant", {"numero": "99700000104"}, "Commander sur : RPPS-rang 99700000104007"),
    ("identifiant", {"numero": "990010159", "usages": "dmp"}, "Règle R-"),
    ("verifier", {"numero": "999 000 029 00010"}, "SCM"),
    ("rapprocher", {"rpps": "99700000203", "identifiant": "990001133", "nom": "Fauvel"}, "990010159"),
]


def expect(what, holds):
    if not holds:
        raise SystemExit(f"mcp {what}: BAD")


async def check(program, data):
    server = StdioServerParameters(
        command=program, args=["mcp", "--data", data], env={"AIGUILLEUR_TODAY": "2026-11-20"}
    )
    async with stdio_client(server) as (reads, writes), ClientSession(reads, writes) as session:
        await session.initialize()
        tools = await session.list_tools()
        expect("tools", {tool.name for tool in tools.tools} == {name for name, *_ in CALLS})
        for name, arguments, wanted in CALLS:
            answer = await session.call_tool(name, arguments)
            text = "".join(block.text for block in answer.content)
            expect(f"{name}: {text}", wanted in text and len(text.encode()) <= 2000)
            page = name in ("identifiant", "rapprocher")
            expect(f"{name}: {text}", not page or ("Règle R-" in text and "Page : /" in text))
        wrong = await session.call_tool("identifiant", {"numero": "pas un numéro"})
        expect("error", bool(getattr(wrong, "isError", None) or getattr(wrong, "is_error", None)))


if __name__ == "__main__":
    asyncio.run(check(*sys.argv[1:]))
    print("mcp: good")
