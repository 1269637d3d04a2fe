# Makes the reference values that tests/reference/test_power_reference.py reads.
# Run once: Rscript tests/reference/make_power_reference.R tests/reference
# R 4.2.2, pwr; the CSV file is committed.
library(pwr)
folder <- commandArgs(TRUE)[1]
rows <- rbind(
  do.call(rbind, lapply(c(5, 24, 64, 200), function(n) do.call(rbind, lapply(c(0.2, 0.5, 0.9), function(d) rbind(
    data.frame(test = "two_groups", n = n, a = d, b = NA, level = 0.95, power = pwr.t.test(n, d)$power),
    data.frame(test = "paired", n = n, a = d, b = NA, level = 0.9, power = pwr.t.test(n, d, 0.1, type = "paired")$power)))))),
  do.call(rbind, lapply(list(c(20, .2, .5), c(78, .358, .623), c(300, .1, .12)), function(v) data.frame(
    test = "two_proportions", n = v[1], a = v[2], b = v[3], level = 0.95,
    power = power.prop.test(v[1], v[2], v[3], strict = TRUE, tol = 1e-12)$power))))
rows$power <- sprintf("%.15g", rows$power)
write.csv(rows, file.path(folder, "power_reference.csv"), row.names = FALSE, quote = FALSE)
