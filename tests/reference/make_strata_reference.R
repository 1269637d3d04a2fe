# Makes the reference values that tests/reference/test_strata_reference.py reads.
# Run once: Rscript tests/reference/make_strata_reference.R tests/reference
# R 4.2.2, metafor; the CSV file is committed.
suppressPackageStartupMessages(library(metafor))
folder <- commandArgs(TRUE)[1]
a <- c(8, 3, 12, 0, 5); n <- c(20, 11, 25, 4, 9); b <- c(4, 1, 9, 1, 2); m <- c(22, 10, 24, 5, 8)
out <- do.call(rbind, lapply(c(risk_difference = "RD", risk_ratio = "RR", odds_ratio = "OR"), function(measure) {
  fit <- rma.mh(ai = a, n1i = n, ci = b, n2i = m, measure = measure, correct = FALSE)
  ends <- c(fit$beta, fit$ci.lb, fit$ci.ub)
  data.frame(part = c("estimate", "low", "high", "standard_error"),
             value = sprintf("%.15g", c(if (measure == "RD") ends else exp(ends), fit$se)))
}))
out$name <- sub("[.].*", "", rownames(out))
tables <- array(rbind(a, n - a, b, m - b), c(2, 2, 5))
peer <- mantelhaen.test(tables, correct = FALSE)
stopifnot(abs(peer$estimate / as.numeric(out$value[out$name == "odds_ratio"][1]) - 1) < 1e-10)
out <- rbind(out, data.frame(name = "test", part = c("chi_square", "p"),
                             value = sprintf("%.15g", c(peer$statistic, peer$p.value))))
write.csv(out[c("name", "part", "value")], file.path(folder, "strata_reference.csv"), row.names = FALSE, quote = FALSE)
