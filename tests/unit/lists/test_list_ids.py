"""What ids say of people is warned of."""

from __future__ import annotations

from jobmatch.lists import read_lists


def test_identity_numbers_for_ids_are_warned_of() -> None:
    def codes(*ids: str) -> list[str]:
        seekers = [{"person_id": each, "home": "433124", "wish_regions": "*", "age": 30, "min_wage": 1} for each in ids]
        jobs = [{"job_id": "j", "region": "433124", "vacancies": 1, "wage": 3000.0}]
        return [issue.code for issue in read_lists(seekers, jobs).issues]

    assert "identity_numbers" in codes("433124198003051234", "43312419800305123X", "a")
    assert "identity_numbers" not in codes("433124198003051234", "b", "a")
