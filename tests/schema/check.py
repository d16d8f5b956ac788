"""The schemas that `fangzhi schema` prints, held by an independent validator against the meta-schema, every file of a
site, and examples that must fail.

    check.py FANGZHI SITE
"""

import json
import pathlib
import subprocess
import sys

import jsonschema
import yaml

HERE = pathlib.Path(__file__).parent
FOLDERS = {"article": "articles", "county": "counties", "indicator": "indicators", "column": "columns",
           "issue": "issues", "page": "pages"}


class Loader(yaml.SafeLoader):
    """YAML as an editor's validator reads it: a date is text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def schema(program, subject):
    printed = subprocess.run([program, "schema", subject], check=True, capture_output=True, text=True).stdout
    schema = json.loads(printed)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def front_matter(path):
    text = path.read_text(encoding="utf-8").lstrip("\ufeff")
    return yaml.load(text.split("\n---", 1)[0].removeprefix("---"), Loader)


def files(site, validators):
    """Every file of a site with the validator that it must satisfy."""
    for subject, folder in FOLDERS.items():
        for path in sorted((site / "content" / folder).rglob("*.md")):
            yield validators[subject], path, front_matter(path)
    config = site / "site-config.yaml"
    yield validators["site-config"], config, yaml.load(config.read_text(encoding="utf-8"), Loader)


def explained(validator, path):
    """Each file of wrong examples: documents parted by `---`, every one of which must fail."""
    for document in path.read_text(encoding="utf-8").split("\n---\n"):
        value = yaml.load(document, Loader)
        if validator.is_valid(value):
            yield f"{path.name}: this should fail:\n{document}"


def main():
    program, site = sys.argv[1], pathlib.Path(sys.argv[2])
    validators = {subject: schema(program, subject) for subject in [*FOLDERS, "site-config"]}
    problems, count = [], 0
    for validator, path, value in files(site, validators):
        count += 1
        problems += [f"{path}: {'/'.join(map(str, error.path))}: {error.message}" for error in validator.iter_errors(value)]
    wrong = 0
    for subject, validator in validators.items():
        path = HERE / f"{subject}.yaml"
        wrong += path.read_text(encoding="utf-8").count("\n---\n") + 1
        problems += explained(validator, path)
    print(f"{count} files are valid, {wrong} wrong examples fail" if not problems else "\n".join(problems))
    sys.exit(bool(problems))


main()
