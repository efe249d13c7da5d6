"""What a proof has found, by scene."""

from game.graph.scene_map import Problems
from game.prove.proof import Proof
from game.story.model import At, Story


def problems_by_scene(story: Story, proof: Proof) -> tuple[Problems, str]:
    """A proof's findings where a map can show them, and what it says in one sentence."""
    owner: dict[At, str] = {}
    for scene in story.scenes.values():
        for choice in scene.choices:
            owner.setdefault(choice.at, scene.id)
    for scene in story.scenes.values():
        owner[scene.at] = scene.id
    found: dict[str, list[tuple[str, str]]] = {}
    elsewhere = 0
    for finding in proof.findings:
        scene_id = finding.name if finding.name in story.scenes else owner.get(finding.at, "")
        if scene_id:
            found.setdefault(scene_id, []).append((finding.code.replace("-", " "), finding.message.replace("`", "")))
        else:
            elsewhere += 1
    said = {
        "PROVED": "Proved: every state can reach an ending, and everything can be reached.",
        "BOUNDED": "Not wholly proved: nothing wrong was found, but not every state was seen.",
        "REFUTED": f"Refuted: {len(proof.findings)} found" + (f", {elsewhere} of them in no single scene." if elsewhere else "."),
    }
    return found, said[proof.verdict]
