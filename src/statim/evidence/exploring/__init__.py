"""Looking behind a pooled result: subgroups, regression, one study out, small studies."""
