# Makes the data and the reference values that tests/reference/test_gee_reference.py reads.
# Run once: Rscript tests/reference/make_gee_reference.R tests/reference
# R 4.2.2, geepack, clubSandwich; the CSV files are committed.
suppressPackageStartupMessages({library(geepack); library(clubSandwich)})
folder <- commandArgs(TRUE)[1]
set.seed(21)
n <- 24; k <- 3
d <- expand.grid(time = 0:(k - 1), id = 1:n)
d$arm <- d$id %% 2
d$y <- round(rnorm(n, 10, 2)[d$id] + rnorm(n * k) - d$time * (0.5 + d$arm), 3)
d$y[runif(n * k) < 0.12 & d$time > 0] <- NA
seen <- d[!is.na(d$y), ]
X <- model.matrix(~ factor(time) + factor(time):arm - 1, seen); X <- X[, colSums(abs(X)) > 0]
colnames(X) <- paste0("x", seq_len(ncol(X)))
say <- function(working, name, values) data.frame(working = working, name = name, place = seq_along(values), value = sprintf("%.15g", values))
robust <- function(beta, alpha, power) {  # the definitions, person by person
  ids <- unique(seen$id); p <- ncol(X)
  parts <- lapply(ids, function(i) { w <- seen$id == i; m <- sum(w); list(x = X[w, , drop = FALSE], r = seen$y[w] - X[w, , drop = FALSE] %*% beta, v = solve((1 - alpha) * diag(m) + alpha)) })
  A <- solve(Reduce(`+`, lapply(parts, function(q) t(q$x) %*% q$v %*% q$x)))
  M <- Reduce(`+`, lapply(parts, function(q) {
    L <- diag(length(q$r)) - q$x %*% A %*% t(q$x) %*% q$v
    e <- eigen(L); T <- if (power == 0) diag(length(q$r)) else Re(e$vectors %*% diag(e$values^power, length(q$r)) %*% solve(e$vectors))
    s <- t(q$x) %*% q$v %*% T %*% q$r; s %*% t(s) }))
  sqrt(diag(A %*% M %*% A))
}
out <- do.call(rbind, lapply(c("independence", "exchangeable"), function(w) {
  fit <- geese(seen$y ~ X - 1, id = seen$id, corstr = w, control = geese.control(epsilon = 1e-12, maxit = 200))
  alpha <- if (w == "independence") 0 else fit$alpha[[1]]
  rbind(say(w, "coefficients", fit$beta), say(w, "scale", fit$gamma[[1]]), say(w, "correlation", alpha),
        say(w, "none", sqrt(diag(fit$vbeta))), say(w, "kauermann_carroll", robust(fit$beta, alpha, -0.5)),
        say(w, "mancl_derouen", robust(fit$beta, alpha, -1)))
}))
ols <- lm(seen$y ~ X - 1)
out <- rbind(out, say("club", "kauermann_carroll", sqrt(diag(vcovCR(ols, cluster = seen$id, type = "CR2")))),
             say("club", "mancl_derouen", sqrt(diag(vcovCR(ols, cluster = seen$id, type = "CR3")))))
write.csv(out, file.path(folder, "gee_reference.csv"), row.names = FALSE, quote = FALSE)
write.csv(d, file.path(folder, "gee_data.csv"), row.names = FALSE, quote = FALSE, na = "")
