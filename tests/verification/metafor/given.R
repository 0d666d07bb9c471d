# Rscript given.R cases.json results.json: metafor's answers for cases made elsewhere.
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value=TRUE)))
source(file.path(here, "fits.R"))
files <- commandArgs(trailingOnly=TRUE)
cases <- fromJSON(files[1], simplifyVector=TRUE, simplifyDataFrame=FALSE)
answers <- lapply(cases, function(case) {
  d <- as.data.frame(case$data)
  mods <- if (is.null(case$mods)) NULL else as.data.frame(case$mods)
  suppressWarnings(fits(case$kind, case$measure, d, case$year, mods))
})
writeLines(as_json(answers), files[2])
