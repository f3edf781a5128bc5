"""Takes out of package-lock.json what the widgets' own bundles hold already: 870 packages that nobody runs.

Run it after `npm install --package-lock-only`, when a version in package.json changes.
"""

from __future__ import annotations

import json
from pathlib import Path

LOCK = Path(__file__).with_name("package-lock.json")
BUNDLED = ("@botpress/webchat", "deep-chat", "rasa-webchat")


def main() -> None:
    """Leaves the packages of package.json and what they need to be measured."""
    lock = json.loads(LOCK.read_text(encoding="utf-8"))
    packages = lock["packages"]
    for name in BUNDLED:
        for field in ("dependencies", "optionalDependencies", "peerDependencies", "peerDependenciesMeta"):
            packages[f"node_modules/{name}"].pop(field, None)
    kept = {""}
    wanted = [f"node_modules/{name}" for name in packages[""]["devDependencies"]]
    while wanted:
        path = wanted.pop()
        if path in packages and path not in kept:
            kept.add(path)
            needed = packages[path]
            wanted += [
                f"node_modules/{name}" for field in ("dependencies", "optionalDependencies") for name in needed.get(field, {})
            ]
    lock["packages"] = {path: package for path, package in packages.items() if path in kept}
    LOCK.write_text(json.dumps(lock, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
