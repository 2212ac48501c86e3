"""The judged set: what is called certain must be right; what is found of all is printed (``pytest -s``)."""

from tests.conversion.judging import judge, read_texts


def test_of_certain_proposals_at_least_98_of_100_are_right():
    judged = judge(read_texts())
    print(judged)
    assert judged.precision >= 0.98, "\n".join(judged.wrong)


def test_the_set_has_at_least_sixty_texts_of_several_kinds():
    texts = read_texts()
    assert len(texts) >= 97
    assert {said.kind for _name, _text, answers in texts for said in answers} == {
        "quote",
        "phrase",
        "speaker",
        "speakers",
    }
