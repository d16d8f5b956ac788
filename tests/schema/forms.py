"""The configuration of editors with forms, held against what these editors accept.

    forms.py FANGZHI SITE SVELTIA_SCHEMA

Sveltia CMS publishes a schema of its configuration; what Front Matter CMS accepts stands in `front-matter.json`, which is
of the settings that its extension declares.
"""

import copy
import json
import pathlib
import subprocess
import sys

import jsonschema

HERE = pathlib.Path(__file__).parent


def printed(program, site, editor):
    command = [program, "schema", "--for", editor, "--site", site]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def problems(validator, name, value):
    return [f"{name}: {'/'.join(map(str, error.absolute_path))}: {error.message[:300]}" for error in validator.iter_errors(value)]


def field(fields, name):
    return next(field for field in fields if field["name"] == name)


def sveltia(config, schema):
    validator = jsonschema.Draft7Validator(schema)
    yield from problems(validator, "sveltia-cms", config)
    # A schema that takes everything would show nothing.
    for spoil in (
        lambda wrong: wrong.pop("backend"),
        lambda wrong: wrong["collections"][0].pop("folder"),
        lambda wrong: wrong["collections"][0]["fields"][0].update(widget=7),
        lambda wrong: wrong["collections"][0].update(create="yes"),
    ):
        wrong = copy.deepcopy(config)
        spoil(wrong)
        if validator.is_valid(wrong):
            yield "sveltia-cms: its schema takes a spoilt configuration"


def front_matter(config, schema):
    validator = jsonschema.Draft7Validator(schema)
    yield from problems(validator, "front-matter-cms", config)
    wrong = copy.deepcopy(config)
    wrong["frontMatter.taxonomy.contentTypes"][0]["fields"][0]["type"] = "text"
    if validator.is_valid(wrong):
        yield "front-matter-cms: the schema takes a spoilt configuration"


def main():
    program, site, schema = sys.argv[1:4]
    in_browser = printed(program, site, "sveltia-cms")
    in_code = printed(program, site, "front-matter-cms")
    found = [
        *sveltia(in_browser, json.loads(pathlib.Path(schema).read_text())),
        *front_matter(in_code, json.loads((HERE / "front-matter.json").read_text())),
    ]
    article = in_browser["collections"][0]["fields"]
    if "庆云县" not in field(article, "county")["options"]:
        found.append("sveltia-cms: counties are not offered")
    if field(article, "metrics")["widget"] != "keyvalue":
        found.append("sveltia-cms: metrics are no table")
    print("\n".join(found) or "both configurations are valid")
    sys.exit(bool(found))


main()
