"""Fits one model on all folds and seeds and scores it on the items it did not see."""

from affectflow import tables, terminal, train

terminal.log_to(snakemake.log[0], snakemake.config["studies"][snakemake.wildcards.run])
fitted = train.fit(
    tables.read("sample", snakemake.input.sample),
    tables.read_by_folder("features", snakemake.input.features),
    tables.read("ratings", *snakemake.input.ratings_table),
    target=snakemake.params.target,
    modalities=snakemake.params.modalities,
    model=snakemake.params.model,
    train=snakemake.params.train,
    device=snakemake.config,
)
tables.write(fitted.predictions, "predictions", snakemake.output.predictions)
tables.write_json(fitted.scores, snakemake.output.scores)
tables.write_json(fitted.history, snakemake.output.history)
train.save_weights(fitted.weights, snakemake.output.checkpoint)
