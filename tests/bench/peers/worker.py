"""Runs in a peer's own environment, with nothing of this project: `python worker.py NAME JOB.json RESULT.json`.

Puts the same sentences through the peer and through the yardstick's pattern, in turn, and writes down the ratio of their speeds.
Which calls stand for a peer is decided here: each as its documentation shows it, for the numbers, amounts of money and times that
it can find in a sentence.
"""

import contextlib
import json
import re
import sys
import time
import warnings


def _jionlp():
    import jionlp

    return lambda text: len(jionlp.ner.extract_money(text)) + len(jionlp.ner.extract_time(text))


def _recognizers():
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_currency
    from recognizers_text import Culture

    kinds = (recognize_number, recognize_percentage, recognize_currency)
    return lambda text: sum(len(recognize(text, Culture.Chinese)) for recognize in kinds)


def _chinese2digits():
    from chinese2digits import takeNumberFromString

    return lambda text: len(takeNumberFromString(text)["digitsStringList"])


def _cn2an():
    from cn2an import transform

    return lambda text: transform(text, "cn2an") != text


PEERS = {"jionlp": _jionlp, "recognizers-text-suite": _recognizers, "chinese2digits": _chinese2digits, "cn2an": _cn2an}


def main(name: str, job_path: str, result_path: str) -> None:
    """The job: `pattern`, `sentences`, `rounds` and `at_least` (processor seconds a round). The result: `ratios`, `found`, `failed`."""
    warnings.simplefilter("ignore")
    with open(job_path, encoding="utf-8") as file:
        job = json.load(file)
    sentences = job["sentences"]
    search = re.compile(job["pattern"]).finditer
    find = PEERS[name]()
    found = failed = 0
    for sentence in sentences:  # also what loads lazily is loaded by this pass, before any clock runs
        try:
            found += find(sentence)
        except Exception:
            failed += 1

    def peer():
        for sentence in sentences:
            with contextlib.suppress(Exception):  # counted above
                find(sentence)

    def anchor():
        for sentence in sentences:
            for _ in search(sentence):
                pass

    def seconds(work):
        passes, start = 0, time.process_time()
        while not passes or time.process_time() - start < job["at_least"]:
            work()
            passes += 1
        return (time.process_time() - start) / passes

    ratios = []
    for _ in range(job["rounds"]):
        before = seconds(anchor)
        took = seconds(peer)
        ratios.append((before + seconds(anchor)) / 2 / took)
    with open(result_path, "w", encoding="utf-8") as file:
        json.dump({"ratios": ratios, "found": found, "failed": failed}, file)


if __name__ == "__main__":
    main(*sys.argv[1:4])
