package fix

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/source"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

const refused = "Clients that connect without TLS are refused from now on: see that all of them use it."

// transportSettings are the settings that make databases and caches ask for TLS without making another
// one of them.
var transportSettings = []setting{
	{kind: "AWS::RDS::DBProxy", path: "RequireTLS", value: splice.Bool(true), note: refused},
	{kind: "AWS::OpenSearchService::Domain", path: "DomainEndpointOptions.EnforceHTTPS", value: splice.Bool(true), note: refused},
	{kind: "AWS::OpenSearchService::Domain", path: "NodeToNodeEncryptionOptions.Enabled", value: splice.Bool(true), note: "Encryption between the nodes cannot be switched off again."},
	{kind: "AWS::Elasticsearch::Domain", path: "DomainEndpointOptions.EnforceHTTPS", value: splice.Bool(true), note: refused},
	{kind: "AWS::Elasticsearch::Domain", path: "NodeToNodeEncryptionOptions.Enabled", value: splice.Bool(true), note: "Encryption between the nodes cannot be switched off again."},
}

// rebuilt are the types of which a change of their transport makes another one, with the property.
var rebuilt = map[string]string{
	"AWS::ElastiCache::ReplicationGroup": "TransitEncryptionEnabled",
	"AWS::ElastiCache::CacheCluster":     "TransitEncryptionEnabled",
	"AWS::MemoryDB::Cluster":             "TLSEnabled",
	"AWS::DAX::Cluster":                  "ClusterEndpointEncryptionType",
}

// tlsParameters are the parameters of groups that ask for TLS, with the value that does.
var tlsParameters = map[string]string{
	"rds.force_ssl": "1", "require_secure_transport": "ON", "tls": "enabled", "require_ssl": "true", "neptune_enforce_ssl": "1",
}

// proposeDatabaseTLS has a database or cache ask for TLS.
func proposeDatabaseTLS(c *Case) (Proposal, error) {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	ch := c.change()
	switch property := rebuilt[w.kind]; {
	case property != "":
		if mode := w.property("TransitEncryptionMode"); mode != nil && mode.Text == "preferred" {
			return c.settings(w, []setting{{kind: w.kind, path: "TransitEncryptionMode", value: splice.Text("required"), note: refused}})
		}
		on := splice.Bool(true)
		if w.kind == "AWS::DAX::Cluster" {
			on = splice.Text("TLS")
		}
		return Proposal{}, w.advise("the change makes another cluster, under another address that clients use with TLS", properties(field(property, on)))
	case w.kind == "AWS::MSK::Cluster":
		if inside := w.property("EncryptionInfo.EncryptionInTransit.InCluster"); inside != nil && inside.Text != "true" {
			return Proposal{}, w.advise("a change between the brokers makes another cluster", properties(nested("EncryptionInfo.EncryptionInTransit.InCluster", splice.Bool(true))))
		}
		return c.settings(w, []setting{{kind: w.kind, path: "EncryptionInfo.EncryptionInTransit.ClientBroker", value: splice.Text("TLS"), note: refused}})
	case slices.ContainsFunc(transportSettings, func(s setting) bool { return s.kind == w.kind }):
		return c.settings(w, transportSettings)
	}
	if err := ch.requireTLS(w); err != nil {
		return Proposal{}, err
	}
	ch.note(refused)
	return ch.done()
}

// requireTLS sets the parameter of a group that asks for TLS: groups write them as a map or as a list.
func (ch *change) requireTLS(w *written) error {
	for name, value := range tlsParameters {
		if group := w.property("Parameters"); group != nil && group.Kind == source.Map && group.Get(name) != nil {
			edit, err := splice.Set(group, []string{name}, splice.Text(value))
			ch.proposal.Edits = append(ch.proposal.Edits, edit)
			ch.touch(w.id, "Parameters")
			return asAdvice(err)
		}
	}
	for _, list := range []string{"Parameters", "ConfigParameters"} {
		for _, key := range []string{"ParameterName", "ParameterKey"} {
			for _, item := range mapsWith(w.property(list), key) {
				if value := tlsParameters[item.Get(key).Text]; value != "" {
					return ch.setAt(w, item, "ParameterValue", splice.Text(value), list)
				}
			}
		}
	}
	return advise("there is no way yet to change this on a resource of type " + w.kind)
}
