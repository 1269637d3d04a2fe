# Makes the tables that tests/reference/test_judges_reference.py reads.
# Run once: Rscript tests/reference/make_judges_reference.R tests/reference
# R 4.2.2, epiR, psych 2.2.9; the CSV files are committed.
suppressPackageStartupMessages({library(epiR); library(psych)})
folder <- commandArgs(TRUE)[1]
exact <- function(x) sprintf("%.15g", x)
say <- function(name, values) data.frame(name = name, key = names(values), value = exact(unname(values)))

set.seed(8)
truth <- rep(rnorm(20), each = 3) + rnorm(60, 0, 0.7)
ratings <- data.frame(cluster = rep(1:20, each = 3),
                      person = round(pmin(pmax(3 + truth + rnorm(60, 0, 0.5), 1), 5)),
                      judge = round(pmin(pmax(3.4 + truth + rnorm(60, 0, 0.8), 1), 5)),
                      crowd = round(3 + 0.5 * truth + rnorm(60, 0, 0.5), 2))
paired <- function(d, name) {
  t <- t.test(d)
  say(name, c(estimate = unname(t$estimate), low = t$conf.int[1], high = t$conf.int[2], t = unname(t$statistic),
              df = unname(t$parameter), p = t$p.value))
}
d <- ratings$judge - ratings$person
found <- list(
  paired(d, "bias/items"),
  paired(tapply(d, ratings$cluster, mean), "bias/clusters"),
  say("holm", setNames(p.adjust(c(0.04, 0.001, 0.03, 0.2, 0.011, 0.03), "holm"), 1:6)))
for (method in c("pearson", "spearman", "kendall")) {
  t <- suppressWarnings(cor.test(ratings$crowd, ratings$judge, method = method, exact = FALSE))
  found[[length(found) + 1]] <- say(paste0("correlation/", method), c(estimate = unname(t$estimate), p = t$p.value))
}
ccc <- function(a, b) say(paste("ccc", a, b, sep = "/"), c(estimate = epi.ccc(ratings[[a]], ratings[[b]])$rho.c$est))
found <- c(found, list(ccc("person", "judge"), ccc("person", "crowd"), ccc("judge", "crowd")))
gaps <- data.frame(person = c(1, 2, 5, 5, 1, 2, 2, 5, 1, 5), judge = c(2, 2, 5, 2, 1, 1, 5, 5, 1, 2))
weighted <- function(x) cohen.kappa(x, w = 1 - outer(1:nrow(x), 1:ncol(x), function(i, j) (i - j)^2) / (nrow(x) - 1)^2)$weighted.kappa
levels_used <- c(1, 2, 5)
tab <- table(factor(gaps$person, levels_used), factor(gaps$judge, levels_used))
found[[length(found) + 1]] <- say("kappa/positions", c(estimate = weighted(unclass(tab))))
write.csv(do.call(rbind, found), file.path(folder, "judges_reference.csv"), row.names = FALSE, quote = FALSE)
write.csv(ratings, file.path(folder, "judges_ratings.csv"), row.names = FALSE, quote = FALSE)
