# Makes the tables and reference values that tests/reference/test_agreement_kappa_reference.py reads.
# Run once: Rscript tests/reference/make_agreement_reference.R tests/reference
# R 4.2.2, psych 2.2.9; the CSV files are committed. The test says why it leaves out the weighted variances.
suppressPackageStartupMessages(library(psych))
folder <- commandArgs(TRUE)[1]
set.seed(4)

weights <- function(q) list(
  linear = 1 - abs(outer(1:q, 1:q, "-")) / (q - 1),
  quadratic = 1 - outer(1:q, 1:q, "-")^2 / (q - 1)^2)

tables <- c(
  list(cohen_1968 = matrix(c(88, 14, 18, 10, 40, 10, 2, 6, 12), 3, byrow = TRUE),
       fleiss_1969 = matrix(c(106, 10, 4, 22, 28, 10, 2, 12, 6), 3, byrow = TRUE),
       unused_level = matrix(c(10, 2, 0, 3, 3, 9, 0, 1, 0, 0, 0, 0, 1, 2, 0, 8), 4, byrow = TRUE)),
  lapply(c(random_2 = 2, random_4 = 4, random_6 = 6), function(q) matrix(rpois(q * q, 4) + 9 * diag(q), q)))

rows <- lapply(names(tables), function(name) {
  counts <- tables[[name]]
  do.call(rbind, lapply(names(weights(2)), function(kind) {
    w <- weights(nrow(counts))[[kind]]
    fit <- suppressWarnings(cohen.kappa(counts, w = w, n.obs = sum(counts)))
    data.frame(table = name, weights = c("identity", kind), kappa = sprintf("%.15g", c(fit$kappa, fit$weighted.kappa)),
               variance = sprintf("%.15g", c(fit$var.kappa, fit$var.weighted)))
  }))
})
write.csv(unique(do.call(rbind, rows)), file.path(folder, "agreement_kappa.csv"), row.names = FALSE, quote = FALSE)
cells <- lapply(names(tables), function(name) {
  at <- which(tables[[name]] >= 0, arr.ind = TRUE)
  data.frame(table = name, first = at[, 1] - 1, second = at[, 2] - 1, items = as.vector(tables[[name]]))
})
write.csv(do.call(rbind, cells), file.path(folder, "agreement_tables.csv"), row.names = FALSE, quote = FALSE)
