# Makes effect_sizes_reference.csv: metafor's escalc on meta_studies.csv. Run in this folder: Rscript make_effect_sizes_reference.R
suppressMessages(library(metafor))
s <- read.csv("meta_studies.csv"); out <- list()
put <- function(name, e) out[[length(out) + 1]] <<- data.frame(name = name, study = seq_len(nrow(s)), y = sprintf("%.15g", e$yi), v = sprintf("%.15g", e$vi))
means <- function(m, ...) escalc(m, m1i = m1, m2i = m2, sd1i = sd1, sd2i = sd2, n1i = n1, n2i = n2, data = s, ...)
counts <- function(m, ...) escalc(m, ai = events1, n1i = n1, ci = events2, n2i = n2, data = s, ...)
put("smd/exact/large_sample/none", means("SMD", vtype = "LS")); put("smd/exact/uncorrected/none", means("SMD", vtype = "LS2"))
put("smd/exact/unbiased/none", means("SMD", vtype = "UB"))
# escalc of this version has the exact J only; the others by their formulas.
d <- with(s, (m1 - m2) / sqrt(((n1 - 1) * sd1^2 + (n2 - 1) * sd2^2) / (n1 + n2 - 2)))
by_g <- function(g) data.frame(yi = g, vi = 1 / s$n1 + 1 / s$n2 + g^2 / (2 * (s$n1 + s$n2)))
put("smd/none/large_sample/none", by_g(d)); put("smd/approximate/large_sample/none", by_g(d * (1 - 3 / (4 * (s$n1 + s$n2 - 2) - 1))))
put("md/exact/large_sample/none", means("MD")); put("md/exact/pooled/none", means("MD", vtype = "HO"))
put("log_ratio_of_means/exact/large_sample/none", means("ROM"))
for (m in list(c("log_odds_ratio", "OR"), c("log_risk_ratio", "RR"), c("risk_difference", "RD"))) {
  put(paste0(m[1], "/exact/large_sample/half"), counts(m[2]))
  none <- suppressWarnings(counts(m[2], to = "none")); none[!is.finite(none$yi) | !is.finite(none$vi), ] <- NA
  put(paste0(m[1], "/exact/large_sample/none"), none)
}
put("fisher_z/exact/large_sample/none", escalc("ZCOR", ri = r, ni = n, data = s))
put("logit_proportion/exact/large_sample/half", escalc("PLO", xi = events2, ni = n2, data = s))
put("freeman_tukey/exact/large_sample/none", escalc("PFT", xi = events2, ni = n2, data = s))
write.csv(do.call(rbind, out), "effect_sizes_reference.csv", row.names = FALSE, quote = FALSE)
