"""Mistakes that somebody could make in the prover, one at a time: a text of a file, and what stands there instead."""

from typing import NamedTuple


class Mutation(NamedTuple):
    """`why` says what is wrong afterwards. `harmless` says why no answer changes, where none does."""

    file: str
    old: str
    new: str
    why: str
    harmless: str = ""


_PACKED, _LIVENESS, _READS = "states/packed.py", "states/liveness.py", "states/reads.py"
_EXPLORER, _CARRY_IN, _ABSTRACT = "states/explorer.py", "states/carry_in.py", "states/abstract.py"
_QUESTIONS, _REACH, _SIGHTS = "prove/questions.py", "prove/reach.py", "prove/sights.py"
_REPORT, _CHANCES, _REFINEMENT = "prove/routes/report.py", "prove/routes/chances.py", "states/refinement.py"

MUTATIONS: tuple[Mutation, ...] = (
    # ---- steps on packed states ----
    Mutation(_PACKED, "keep = self.kept[target] & ~touched", "keep = self.kept[target]", "what a step changes keeps its old bits too"),
    Mutation(_PACKED, "put = self._whole(after, ", "put = self._whole(state, ", "a step puts the values from before it"),
    Mutation(_PACKED, "parts |= decides\n", "parts |= NOTHING\n", "what a step's effects read isn't read"),
    Mutation(_PACKED, "changes[link.outcome] |= changed", "changes[link.outcome] |= link.sets", "effects change nothing"),
    Mutation(_PACKED, "if link.several:", "if link.several and link.enters:", "coming back loses what only another way changes"),
    Mutation(_PACKED, "if link.several:", "if link.comes_back:", "a branch loses what only another changes"),
    Mutation(_PACKED, "(self._back if table.moves_back[outcome] else 0)", "0", "a visit doesn't note the way back"),
    Mutation(_PACKED, "bits |= self._back", "bits |= 0", "coming back doesn't read where to"),
    Mutation(_PACKED, "if weight else (False, False)", "if weight >= 0 else (False, False)", "what has no chance happens"),
    Mutation(_PACKED, "if not happens.branches or not unknown:", "if True:", "what was forgotten decides which branch is taken"),
    Mutation(_PACKED, "return [*found, len(branches)]", "return found or [len(branches)]", "the last way isn't taken where another may be"),
    Mutation(
        _PACKED, "sure = not compiled.used & unknown and all(", "sure = all(", "a once-only choice that may be used up is sure to be open"
    ),
    Mutation(_PACKED, "return sure, all(high for _, high in each)", "return sure, sure", "what may be open is taken for closed"),
    # ---- what is live ----
    Mutation(_LIVENESS, "for effect in reversed(effects):", "for effect in effects:", "effects are gone through from top to bottom"),
    Mutation(_LIVENESS, "if not (found | bounds) & variable:", "if not found & variable:", "what a bound is asked of isn't live"),
    Mutation(
        _LIVENESS, "found |= reads.expression(effect.value, scene)", "found |= NOTHING", "what an effect takes its value from isn't live"
    ),
    Mutation(
        _LIVENESS,
        "found = found & ~seen | (seen & kept if found & again else NOTHING)",
        "found = found & ~seen",
        "a second visit is a first one",
    ),
    Mutation(_LIVENESS, "found |= link.asks", "found |= NOTHING", "what branches ask for after the effects isn't live before them"),
    Mutation(_LIVENESS, "if told or facts & found:", "if told:", "what decides whether a part of a result teaches isn't live"),
    Mutation(
        _LIVENESS,
        "if not asks:\n                found &= ~facts",
        "if True:\n                found &= ~facts",
        "a part that may not be told is",
    ),
    Mutation(_LIVENESS, "found |= reads.clock & kept", "found |= NOTHING", "when news is heard doesn't hang on the clock"),
    Mutation(
        _LIVENESS,
        "if block.condition is None:\n                found &= ~reads.told(block.text)",
        "if block.text is not None:\n                found &= ~reads.told(block.text)",
        "a text that may be hidden is taken to be read",
    ),
    Mutation(_LIVENESS, "found |= self.reads.guard(scene, choice)", "found |= NOTHING", "what choices ask for isn't live"),
    Mutation(_LIVENESS, "(self.asked.at_endings if scene.ending else NOTHING)", "NOTHING", "what endings are asked for isn't live"),
    Mutation(_LIVENESS, "found = link.sets | reads.news", "found = link.sets", "news teaches nothing"),
    Mutation(
        _LIVENESS,
        "found |= reads.told(*block.texts)\n        if link.enters",
        "found |= NOTHING\n        if link.enters",
        "passages teach nothing",
    ),
    Mutation(
        _LIVENESS,
        'if effect.operator == "=" and variable != reads.clock:',
        'if effect.operator == "=":',
        "the clock is taken to be set",
        "the clock is never set: only `+=` changes it",
    ),
    # ---- what is read ----
    Mutation(
        _READS,
        "found |= bits.again[asked] if asked == scene else bits.seen[asked]",
        "found |= bits.seen[asked]",
        "`visited` of one's own scene",
    ),
    Mutation(
        _READS,
        "case ClockRead():\n                    found |= self.clock",
        "case ClockRead():\n                    found |= NOTHING",
        "the hour",
    ),
    Mutation(_READS, "found = self.program.bits.used[scene.id, choice.id] if choice.once else NOTHING", "found = NOTHING", "`once`"),
    Mutation(_READS, "| self.expression(effect.value, scene.id)", "| NOTHING", "slices forget what amounts hang on"),
    Mutation(
        _READS,
        "found[bit] = found.get(bit, NOTHING) | self.clock",
        "found[bit] = found.get(bit, NOTHING)",
        "slices forget the clock that news hangs on",
    ),
    Mutation(_READS, "| self.block(scene, block)", "| NOTHING", "slices forget what the learning of a fact hangs on"),
    # ---- states ----
    Mutation(_EXPLORER, "(open_steps is None or open_steps[step])", "True", "a choice that may be closed is a sure way to an ending"),
    Mutation(_EXPLORER, "self.complete = False", "self.complete = True", "an exploration that was cut short counts as whole"),
    Mutation(_EXPLORER, "graph.start(begun[1:])", "graph.start(begun[:1])", "what earlier games leave is left out"),
    Mutation(_EXPLORER, "order, len(order) < len(graph.states)", "order, len(order) > len(graph.states)", "there are no loops"),
    # ---- what earlier games leave ----
    Mutation(_CARRY_IN, "sum(state[place] << offset for place, offset in places)", "0", "no echoes are left"),
    Mutation(
        _CARRY_IN, "return {past & keep for past in self.known}", "return {past & keep & reads.memory for past in self.known}", "nor read"
    ),
    Mutation(_CARRY_IN, "after = past & role.stays | left", "after = left", "what other roles have left is forgotten"),
    Mutation(
        _CARRY_IN,
        "                    waiting.append(after)\n        if len(found)",
        "        if len(found)",
        "one game has been played before, never two",
    ),
    # ---- what may be ----
    Mutation(_ABSTRACT, "a == b == c == d", "a == c", "what may be equal is sure to be"),
    Mutation(_ABSTRACT, "return int(not high), int(not low)", "return int(not low), int(not low)", "`not` of what may hold never does"),
    Mutation(_ABSTRACT, "if last - first < 24 and low <= high else", "if low <= high else", "an unknown hour lies between two on one day"),
    Mutation(_ABSTRACT, "return UNKNOWN if unknown & bit", "return (0, 0) if unknown & bit", "what is forgotten never happened"),
    # ---- questions ----
    Mutation(
        _QUESTIONS, "surely = can_end(graph, surely=True)", "surely = can_end(graph, surely=False)", "a way that may be shut is a way out"
    ),
    Mutation(
        _QUESTIONS,
        "(max(0, amount) if place == program.clock else amount)",
        "amount",
        "the clock goes backwards where bounds are asked for",
    ),
    Mutation(
        _QUESTIONS,
        "compile_effect(effect, program.story, value, program.places)(values)",
        "values[0] = state[0]",
        "an effect doesn't see the last",
    ),
    Mutation(
        _QUESTIONS, 'effect.operator == "=" and _fits(', 'effect.operator == "=" or _fits(', "a value that is set lies within the bounds"
    ),
    Mutation(_QUESTIONS, 'replace(program.where(scene), scene="")', "program.where(scene)", "a promise asks for `visited` as a scene does"),
    Mutation(_QUESTIONS, "and not variable.clamp and", "and", "stopping at a bound where that is meant is told"),
    Mutation(
        _REACH,
        "if link.comes_back and link.enters}",
        "if link.comes_back and not link.enters}",
        "what is only come back to is never seen",
        "the look that follows a visit sees it first, unless the way out of the visit is rare among too many states for the oracle",
    ),
    Mutation(_SIGHTS, 'return "again" if arrived[MEMORY] & compiled.again else "first"', 'return "first"', "`again` is never told"),
    Mutation(_REFINEMENT, "elif doubt.settled and question.happens", "elif question.happens", "what may be is taken for what is"),
    Mutation(_REPORT, "longest_way.low > within", "longest_way.low >= within", "`ends_within` is one too strict"),
    Mutation(_REPORT, "facts.high < least", "facts.high <= least", "`meets_at_least` is one too strict"),
    Mutation(_CHANCES, "(len(whole) * whole[choice])", "whole[choice]", "chances aren't shared among choices"),
)
