# Makes the reference values that tests/reference/test_auc_reference.py reads.
# Run once: Rscript tests/reference/make_auc_reference.R tests/reference
# R 4.2.2, pROC; the CSV file is committed. Scores have one decimal, so that many are tied.
suppressMessages(library(pROC))
folder <- commandArgs(TRUE)[1]
set.seed(82)
rows <- do.call(rbind, lapply(list(c(12, 0.5), c(60, 0.2), c(200, 0.05), c(40, 0)), function(v) {
  truth <- rbinom(v[1], 1, max(v[2], 0.3))
  score <- round(pmin(pmax(0.5 + v[2] * truth + rnorm(v[1], sd = 0.25), 0), 1), 1)
  found <- roc(truth, score, levels = c(0, 1), direction = "<", quiet = TRUE)
  data.frame(truth = paste(truth, collapse = ""), tenths = paste(round(10 * score), collapse = " "),
             auc = sprintf("%.15g", as.numeric(found$auc)))
}))
write.csv(rows, file.path(folder, "auc_reference.csv"), row.names = FALSE, quote = FALSE)
