"""Two small stories whose names are in the letters of their languages, and what a test does with them."""

from pathlib import Path

from tests.small import write_small

RUSSIAN_STORY = """\
title: Река
id: reka-k7f2qwxz
language: ru
about: Мост закрыт.
clock: {start: 2019-05-08 08:00, variable: часы, utc: 1}
roles:
  внук:
    title: Внук
    blurb: Бабушка ждёт за рекой.
    start: кухня
    parts:
      берег: {title: Этот берег, ends: [берег_реки], minutes: 5, told: [Что дальше?]}
  лодочник: {title: Лодочник, blurb: Лодка твоя., start: вечер, set: {часы: 4}}
variables:
  деньги: {type: int, start: 12, max: 40, clamp: true, show: "рублей: {}", about: Чем платят.}
  обувь: {type: enum, values: [сухая, мокрая]}
  хлеб: {type: flag}
  часы: {type: int, max: 96, clamp: true}
conditions:
  бедный: деньги < 5 or обувь == мокрая
echoes:
  место: {values: [отдано, занято], from: внук, says: Отдал ли внук место}
people:
  нина: {name: Нина, she: true, host: true, work: водит лодку, wants: домой}
places:
  пристань: {name: Пристань, lat: 46.51, lon: 15.08}
promises:
  - {role: внук, meets: мост_закрыт}
  - always: деньги >= 0
"""
RUSSIAN_FACTS = """\
sources:
  газета: {title: Мост, publisher: Газета, date: 2019-05-08, path: /a}
facts:
  мост_закрыт: {says: Мост закрыт с понедельника., kind: event, by: совет, source: газета, at: 1, force: law}
"""
RUSSIAN_GLOSSARY = "terms:\n  брод: {term: брод, says: Мелкое место., general: true}\n"
RUSSIAN_NEWS = "news:\n  - {id: колокола, at: 1, text: Звонят колокола., roles: [внук], places: [пристань]}\n"
RUSSIAN_SCENES = """\
кухня:
  place: пристань
  text: |
    [Мост закрыт](fact:мост_закрыт). Рублей у тебя: {деньги}. Есть [брод](term:брод).
  choices:
    - {id: взять, was: хлебушек, label: Взять хлеб, once: true, do: хлеб = true, because: мост_закрыт}
    - label: Пойти вброд
      do: [обувь = мокрая, деньги -= 3, часы += 1]
      because: мост_закрыт
      outcomes:
        - {id: удача, result: Сухо., do: обувь = сухая}
        - {id: упал, result: Мокро.}
      go: берег_реки
берег_реки:
  was: [берег]
  text:
    - Ты у реки.
    - if: бедный and visited(кухня) and knows(мост_закрыт)
      text: Холодно.
    - нина: |
        "Садись", говорит Нина.
  choices:
    - {label: Отдать место, if: хлеб, locked: Нет хлеба., do: [место = отдано, хлеб = false], recall: отдал место, go: бабушка}
    - {label: Остаться, do: место = занято, go: бабушка}
бабушка:
  text: Бабушка рада.
  recalls: [берег_реки/отдать-место]
  ending: Дома
вечер:
  text:
    - if: место == отдано
      text: Говорят о тебе.
    - if: место != отдано
      text: Никого.
  choices:
    - {label: Ждать, go: очередь}
    - {label: Домой, go: ночь}
очередь:
  kind: queue
  length: 1
  text: "Впереди: {ahead}"
  wait: {label: Ждать, hours: [1], do: деньги -= 1, because: мост_закрыт}
  reached: ночь
ночь:
  text: "Рублей: {деньги}"
  ending: Ночь
"""
RUSSIAN_PLAYTEST = """\
says: Внук отдаёт место.
role: внук
choices: [взять, пойти-вброд/упал, Отдать место]
end: {ending: бабушка}
"""

SPANISH_STORY = """\
title: El valle
id: valle-k7f2qwxz
language: es
roles:
  niña: {title: La niña, blurb: Tú vives en el valle., start: baño}
variables:
  año: {type: int, start: 1, max: 9, show: "año {}", about: Cuenta los años.}
  estación: {type: enum, values: [verano, otoño]}
places:
  cañón: {name: El cañón, lat: -15.6, lon: -71.9}
"""
SPANISH_SCENES = """\
baño:
  place: cañón
  text: "Es el año {año}."
  choices:
    - {label: Esperar, if: estación == verano, do: [estación = otoño, año += 1], because: lluvia_mañana, go: montaña}
montaña:
  text:
    - if: año > 1 and estación == otoño
      text: "[Llueve](fact:lluvia_mañana) en la montaña."
  choices:
    - {label: Bajar, go: señal}
señal: {text: Una señal., ending: La señal}
"""
SPANISH_FACTS = """\
sources:
  periódico: {title: Lluvia, publisher: El Diario, date: 2019-05-08, path: /a}
facts:
  lluvia_mañana: {says: Mañana llueve., kind: report, by: la radio, source: periódico, at: 1}
"""
SPANISH_PLAYTEST = "says: Ella baja.\nrole: niña\nchoices: [esperar, bajar]\nend: {ending: señal}\n"


def write_russian(folder: Path, scenes: str = RUSSIAN_SCENES) -> Path:
    write_small(folder, scenes, story=RUSSIAN_STORY, facts=RUSSIAN_FACTS, glossary=RUSSIAN_GLOSSARY, news=RUSSIAN_NEWS)
    return _with_test(folder, RUSSIAN_PLAYTEST)


def write_spanish(folder: Path) -> Path:
    return _with_test(write_small(folder, SPANISH_SCENES, story=SPANISH_STORY, facts=SPANISH_FACTS, glossary=""), SPANISH_PLAYTEST)


def _with_test(folder: Path, playtest: str) -> Path:
    (folder / "tests").mkdir()
    (folder / "tests" / "one.yaml").write_text(playtest, encoding="utf-8")
    return folder
