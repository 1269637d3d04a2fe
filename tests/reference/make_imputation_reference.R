# Makes the reference values that tests/reference/test_imputation_reference.py reads.
# Run once: Rscript tests/reference/make_imputation_reference.R tests/reference
# R 4.2.2, mice; the CSV file is committed.
suppressPackageStartupMessages(library(mice))
folder <- commandArgs(TRUE)[1]
rows <- do.call(rbind, lapply(1:6, function(case) {
  set.seed(case)
  m <- c(5, 5, 20, 20, 50, 3)[case]
  n <- c(20, 60, 60, 200, 40, 15)[case]
  q <- rnorm(m, -2, c(0.3, 1, 0.5, 0.1, 2, 1)[case])
  u <- runif(m, 0.5, 1.5)
  fit <- pool.scalar(q, u, n = n, k = 3)
  data.frame(case = case, n = n, q = paste(sprintf("%.17g", q), collapse = " "),
             u = paste(sprintf("%.17g", u), collapse = " "), qbar = sprintf("%.15g", fit$qbar),
             ubar = sprintf("%.15g", fit$ubar), b = sprintf("%.15g", fit$b), t = sprintf("%.15g", fit$t),
             df = sprintf("%.15g", fit$df), fmi = sprintf("%.15g", fit$fmi))
}))
write.csv(rows, file.path(folder, "imputation_reference.csv"), row.names = FALSE, quote = FALSE)
