package encryption

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var databaseTLS = check.Rule{
	ID:       "encryption-database-tls-off",
	Title:    "Database or cache that can be reached without TLS",
	Severity: finding.Medium,
	Why: "Whoever can listen in the network, a taken-over neighbour or a misrouted connection, reads and changes queries, results and passwords. " +
		"Caches, search domains and database proxies have to be told to encrypt; databases whose parameter group says the opposite were told not to.",
	Remedy: "Switch transit encryption on and require it: TransitEncryptionEnabled, EnforceHTTPS and NodeToNodeEncryptionOptions, ClusterEndpointEncryptionType: TLS, RequireTLS, ClientBroker: TLS, " +
		"rds.force_ssl, require_secure_transport, require_ssl or tls in the parameter group.",
	Practice: finding.Hardening,
	References: []string{
		"https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html",
		"https://docs.aws.amazon.com/opensearch-service/latest/developerguide/infrastructure-security.html",
		"https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html",
		"https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html",
	},
	CWE:      []string{"CWE-319"},
	OWASP:    []string{"A02:2021"},
	Controls: []string{"PCI-DSS-4.0.1:4.2.1", "HIPAA:164.312(e)(1)", "HIPAA:164.312(e)(2)(ii)", "GDPR:32(1)(a)"},
	Run:      runDatabaseTLS,
}

// transport is a property that says whether connections are encrypted.
type transport struct {
	path []string
	on   []string // the values that encrypt; "" stands for the property that is not written
	says string   // what is said of a resource that has another
}

// Values of switches: on unless they are switched off, or off unless they are switched on.
var (
	onByDefault  = []string{"", "true"}
	offByDefault = []string{"true"}
)

// transports are the properties by type, with the defaults that the CloudFormation Template Reference
// and the services' API references give.
var transports = map[string][]transport{
	"AWS::ElastiCache::ReplicationGroup": {
		{[]string{"TransitEncryptionEnabled"}, offByDefault, "talks without TLS"},
		{[]string{"TransitEncryptionMode"}, []string{"", "required"}, "lets clients do without TLS"},
	},
	"AWS::ElastiCache::CacheCluster": {{[]string{"TransitEncryptionEnabled"}, offByDefault, "talks without TLS"}},
	"AWS::MemoryDB::Cluster":         {{[]string{"TLSEnabled"}, onByDefault, "talks without TLS"}},
	"AWS::DAX::Cluster":              {{[]string{"ClusterEndpointEncryptionType"}, []string{"TLS"}, "talks without TLS"}},
	"AWS::OpenSearchService::Domain": domain,
	"AWS::Elasticsearch::Domain":     domain,
	"AWS::RDS::DBProxy":              {{[]string{"RequireTLS"}, offByDefault, "lets clients do without TLS"}},
	"AWS::MSK::Cluster": {
		{[]string{"EncryptionInfo", "EncryptionInTransit", "ClientBroker"}, []string{"", "TLS"}, "lets clients do without TLS"},
		{[]string{"EncryptionInfo", "EncryptionInTransit", "InCluster"}, onByDefault, "talks without TLS between its brokers"},
	},
}

var domain = []transport{
	{[]string{"DomainEndpointOptions", "EnforceHTTPS"}, offByDefault, "lets clients do without TLS"},
	{[]string{"NodeToNodeEncryptionOptions", "Enabled"}, offByDefault, "talks without TLS between its nodes"},
}

// groups are the types of parameter groups, which say it for the databases that use them, and parameters
// the names under which they do. Of a parameter that is not set the default of the engine's version
// counts, which is on in the newer ones: only what is written is judged.
var groups = map[string]bool{
	"AWS::RDS::DBParameterGroup": true, "AWS::RDS::DBClusterParameterGroup": true, "AWS::DocDB::DBClusterParameterGroup": true,
	"AWS::Neptune::DBClusterParameterGroup": true, "AWS::Redshift::ClusterParameterGroup": true, "AWS::RedshiftServerless::Workgroup": true,
}

var parameters = []string{"rds.force_ssl", "require_secure_transport", "tls", "require_ssl", "neptune_enforce_ssl"}

func runDatabaseTLS(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		settings := transports[r.Type]
		if groups[r.Type] {
			runParameterGroup(p, r)
			continue
		}
		if settings == nil {
			continue
		}
		s, name, why, off := p.Resource(r), label(r), "", false
		for _, t := range settings {
			v := r.Properties.Get(t.path...)
			on, reason := check.Settle(v, t.encrypts)
			if why = cmp.Or(why, reason); on || reason != "" || off {
				continue
			}
			off = true // what else is off about it is the same weakness
			p.NotMet(s, name+" "+t.says, check.AtValue(v))
		}
		switch {
		case off:
		case why != "":
			p.Unknown(s, "whether "+name+" encrypts its connections", why)
		default:
			p.Met(s)
		}
	}
}

func (t transport) encrypts(v model.Value) bool {
	if v.IsAbsent() {
		return slices.Contains(t.on, "")
	}
	if on, isTruth := v.Truth(); isTruth {
		return on
	}
	text, known := v.Text()
	return !known || slices.ContainsFunc(t.on, func(on string) bool { return strings.EqualFold(on, text) })
}

// runParameterGroup asks a parameter group whether it lets clients do without TLS.
func runParameterGroup(p *check.Pass, r *model.Resource) {
	v := parameter(r.Properties)
	if v.IsAbsent() {
		return
	}
	s, name := p.Resource(r), model.LocalName(r.ID)
	switch required, why := check.Settle(v, requires); {
	case why != "":
		p.Unknown(s, "whether parameter group "+name+" requires TLS", why)
	case required:
		p.Met(s)
	default:
		p.NotMet(s, "databases with the parameters of "+name+" can be used without TLS", check.AtValue(v))
	}
}

// requires reports whether a parameter's value says that TLS is required: DocumentDB's is a word for it
// (Amazon DocumentDB Developer Guide, "Managing cluster TLS settings").
func requires(v model.Value) bool {
	text, known := v.Text()
	if on, isTruth := v.Truth(); isTruth {
		return on
	}
	return !known || !slices.Contains([]string{"0", "off", "disabled", "no"}, strings.ToLower(text))
}

// parameter is the value of the parameter of a group that says whether TLS is required; groups write
// their parameters as a map or as a list.
func parameter(properties model.Value) model.Value {
	for _, name := range parameters {
		if v := properties.Get("Parameters", name); !v.IsAbsent() && !v.IsUnknown() || len(v.Options()) > 0 {
			return v
		}
	}
	items := append(slices.Clone(properties.Get("Parameters").Items()), properties.Get("ConfigParameters").Items()...)
	for _, item := range items {
		name := cmp.Or(item.Get("ParameterName").TextOr(""), item.Get("ParameterKey").TextOr(""))
		if slices.Contains(parameters, name) {
			return item.Get("ParameterValue")
		}
	}
	return model.Value{}
}
