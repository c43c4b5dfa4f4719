package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/scan"
)

// ConfigSchemaURL is where editors get the schema of the configuration from.
const ConfigSchemaURL = "https://raw.githubusercontent.com/sconce-dev/sconce/main/internal/config/schema/sconce.v1.json"

// Config writes a configuration that sets nothing and says what could be set, with what was found.
func Config(w io.Writer, r *scan.Result) error {
	var templates, environments []string
	if r != nil {
		environments = r.Offered
		for _, app := range r.Apps {
			templates = append(templates, app.Model.Templates...)
		}
	}
	const most = 20
	found := "# No template was found here yet.\n"
	if len(templates) > 0 {
		found = fmt.Sprintf("# %s found here:\n", count(len(templates), "template"))
		for _, name := range templates[:min(most, len(templates))] {
			found += "#   " + Clean(name) + "\n"
		}
		if len(templates) > most {
			found += fmt.Sprintf("#   and %d more\n", len(templates)-most)
		}
	}
	names := "[dev, prod]        "
	if len(environments) > 0 {
		quoted := make([]string, len(environments))
		for i, name := range environments {
			quoted[i] = strconv.Quote(Clean(name))
		}
		names = "[" + strings.Join(quoted, ", ") + "]"
	}
	_, err := fmt.Fprintf(w, configText, ConfigSchemaURL, found, names)
	return err
}

const configText = `# yaml-language-server: $schema=%s
#
# How sconce scans this directory, and what is accepted here: docs/configuration.md explains every
# setting. The command line comes before it, and --no-config does without it.
%s
version: 1

scan:
  # paths: [services]                 # read only what is below these
  # exclude: ["**/fixtures", legacy]  # leave these out; every report says so
  # environments: %s # of samconfig.toml, or all
  # parameters: {Stage: prod}         # of the templates
  # fail-on: high                     # info, low, medium, high, critical, none
  # baseline: .sconce-baseline.json   # written by sconce baseline: only what is new fails

rules:
  # observability-tracing-off: {severity: info}
  # exposure-no-waf: {skip: true, reason: "the firewall is in another repository"}

suppressions:
  # - rule: exposure-route-without-auth
  #   resource: Health*
  #   path: services/**
  #   reason: the health check is public
  #   owner: platform
  #   expires: 2027-06-30

data-classes:
  # keys: [acme-data]                 # tags whose value names a class
  # flags: {customer-records: personal}
  # values: {gold: confidential}
`
