# Makes expressions_reference.csv: two-by-two tables with R's fisher.test, and p.adjust over all of them.
# Rscript tests/reference/make_expressions_reference.R > tests/reference/expressions_reference.csv
inside <- c(0, 1, 5, 12, 30, 30, 3, 40, 7, 40, 0, 20, 2, 9)
outside <- c(0, 9, 5, 4, 90, 10, 60, 0, 13, 120, 3, 60, 1, 88)
n <- c(40, 120)
p <- mapply(function(a, b) fisher.test(matrix(c(a, n[1] - a, b, n[2] - b), 2))$p.value, inside, outside)
g <- mapply(function(a, b) {
  o <- matrix(c(a, n[1] - a, b, n[2] - b), 2)
  e <- outer(rowSums(o), colSums(o)) / sum(o)
  pchisq(2 * sum(ifelse(o > 0, o * log(o / e), 0)), 1, lower.tail = FALSE)
}, inside, outside)
table <- data.frame(
  inside, outside, size_inside = n[1], size_outside = n[2], fisher = p, likelihood_ratio = g,
  holm = p.adjust(p, "holm"), benjamini_hochberg = p.adjust(p, "BH")
)
write.csv(format(table, digits = 15), row.names = FALSE, quote = FALSE)
