"""Every address is in the access table, and the table names no address that is gone."""

from __future__ import annotations

from flask import Flask

from incubator.web.access import ACCESS

ONLY_WHEN_ASKED = {"shell.styleguide", "account.demo_sign_in", "account.demo.sign_in"}  # development, demo


def test_every_route_is_in_the_access_table(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} - set(ACCESS) == set()


def test_the_access_table_names_no_route_that_is_gone(app: Flask) -> None:
    assert set(ACCESS) - {rule.endpoint for rule in app.url_map.iter_rules()} - ONLY_WHEN_ASKED == set()


def test_an_address_has_one_page(app: Flask) -> None:
    addresses = [(rule.rule, method) for rule in app.url_map.iter_rules() for method in rule.methods or ()]

    assert len(addresses) == len(set(addresses))


def test_whatever_changes_something_is_a_post(app: Flask) -> None:
    methods = {method for rule in app.url_map.iter_rules() for method in rule.methods or ()}

    assert methods == {"GET", "HEAD", "OPTIONS", "POST"}
