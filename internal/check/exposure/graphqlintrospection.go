package exposure

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var graphQLIntrospection = check.Rule{
	ID:       "exposure-graphql-introspection",
	Title:    "GraphQL API tells its whole schema",
	Severity: finding.Low,
	Why: "Whoever may send one query gets the list of all queries, mutations, types and fields, those that no client of yours uses among them. " +
		"It saves an attacker the guessing; clients know the schema already.",
	Remedy:   "Set IntrospectionConfig to DISABLED in production.",
	Practice: finding.Hardening,
	References: []string{
		"https://docs.aws.amazon.com/appsync/latest/devguide/security-best-practices.html",
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-appsync-graphqlapi.html",
		"https://cheatsheetseries.owasp.org/cheatsheets/GraphQL_Cheat_Sheet.html",
	},
	CWE:      []string{"CWE-200"},
	OWASP:    []string{"API8:2023", "A05:2021"},
	Controls: []string{"PCI-DSS-4.0.1:2.2.4"},
	Run:      runGraphQLIntrospection,
}

func runGraphQLIntrospection(p *check.Pass) {
	for i := range p.App.Resources {
		api := &p.App.Resources[i]
		if api.Type != "AWS::AppSync::GraphQLApi" || api.Properties.Get("Visibility").TextOr("") == "PRIVATE" {
			continue
		}
		s := p.Resource(api)
		v := api.Properties.Get("IntrospectionConfig")
		tells, why := check.Settle(v, func(v model.Value) bool { return v.TextOr("ENABLED") != "DISABLED" }) // enabled by default
		switch {
		case why != "":
			p.Unknown(s, "whether "+model.LocalName(api.ID)+" tells its schema", why)
		case tells:
			at := v.At
			if v.IsAbsent() {
				at = api.At
			}
			p.NotMet(s, "GraphQL API "+model.LocalName(api.ID)+" tells its schema to whoever asks", check.At(at))
		default:
			p.Met(s)
		}
	}
}
