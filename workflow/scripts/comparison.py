"""Paired differences of models on the same items."""

from affectflow.analyse.comparison import comparison

from affectflow import errors, tables

errors.speak_plainly()
result = comparison(
    tables.read("sample", snakemake.input.sample),
    tables.read_by_folder("predictions", snakemake.input.predictions),
    spec=snakemake.params.spec,
    train=snakemake.params.train,
)
tables.write_json(result, snakemake.output[0])
