package exposure

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var publicDatabase = check.Rule{
	ID:       "exposure-public-database",
	Title:    "Database has an address on the internet",
	Severity: finding.High,
	Why: "Its password and a security group are all that is left between the data and everybody who scans for databases, and both are changed in a hurry. " +
		"It is medium for an OpenSearch domain outside a VPC, which checks signed requests at its public endpoint.",
	Remedy:   "Set PubliclyAccessible to false (for OpenSearch VPCOptions) and reach it from functions in its network, or through the Data API.",
	Practice: finding.Hardening,
	References: []string{
		"https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html#USER_VPC.Hiding",
		"https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html",
		"https://docs.aws.amazon.com/redshift/latest/APIReference/API_CreateCluster.html",
		"https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html",
		"https://docs.aws.amazon.com/msk/latest/developerguide/public-access.html",
		"https://docs.aws.amazon.com/dms/latest/APIReference/API_CreateReplicationInstance.html",
	},
	CWE:      []string{"CWE-284"},
	OWASP:    []string{"A01:2021", "A05:2021"},
	Controls: []string{"PCI-DSS-4.0.1:1.4.4", "PCI-DSS-4.0.1:1.3.1", "HIPAA:164.312(a)(1)", "GDPR:25(2)"},
	Run:      runPublicDatabase,
}

// reachable are the types that can have a public address, and what they take where nothing is written.
var reachable = map[string]bool{
	"AWS::RDS::DBInstance":               false, // see dependsOnNetwork
	"AWS::RDS::DBCluster":                false, // Multi-AZ clusters; Aurora clusters have it at their instances
	"AWS::Neptune::DBInstance":           false,
	"AWS::Redshift::Cluster":             false,
	"AWS::RedshiftServerless::Workgroup": false,
	"AWS::AmazonMQ::Broker":              false, // it is required
	"AWS::DMS::ReplicationInstance":      true,
}

func runPublicDatabase(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		s := p.Resource(r)
		name := model.LocalName(r.ID)
		otherwise, asked := reachable[r.Type]
		switch {
		case asked:
			answerReachable(p, r, otherwise)
		case r.Type == "AWS::OpenSearchService::Domain" || r.Type == "AWS::Elasticsearch::Domain":
			switch written, why := check.Written(r.Properties.Get("VPCOptions")); {
			case why != "":
				p.Unknown(s, "whether domain "+name+" is in a VPC", why)
			case written:
				p.Met(s)
			default:
				p.NotMet(s, "domain "+name+" has its endpoint on the internet", check.Severity(finding.Medium))
			}
		case r.Type == "AWS::MSK::Cluster":
			v := r.Properties.Get("BrokerNodeGroupInfo", "ConnectivityInfo", "PublicAccess", "Type")
			switch public, why := check.Settle(v, func(v model.Value) bool { return v.TextOr("") == "SERVICE_PROVIDED_EIPS" }); {
			case why != "":
				p.Unknown(s, "whether cluster "+name+" has an address on the internet", why)
			case public:
				p.NotMet(s, "cluster "+name+" has an address on the internet", check.At(v.At))
			default:
				p.Met(s)
			}
		}
	}
}

func answerReachable(p *check.Pass, r *model.Resource, otherwise bool) {
	s := p.Resource(r)
	v := r.Properties.Get("PubliclyAccessible")
	name := string(r.Kind) + " " + model.LocalName(r.ID)
	if r.Kind == model.KindOther {
		name = model.LocalName(r.ID)
	}
	public, why := isTrue(v, otherwise)
	switch {
	case why != "":
		p.Unknown(s, "whether "+name+" has an address on the internet", why)
	case v.IsAbsent() && r.Type == "AWS::RDS::DBInstance":
		dependsOnNetwork(p, r)
	case public && v.IsAbsent():
		p.NotMet(s, name+" has an address on the internet: PubliclyAccessible is true where it is not written", check.Confidence(finding.Firm))
	case public:
		p.NotMet(s, name+" has an address on the internet", check.At(v.At))
	default:
		p.Met(s)
	}
}

// dependsOnNetwork answers for an instance that does not say: in the account's default network, which has an
// internet gateway, it is public; in a network of its own it depends on whether that has one (Amazon RDS API
// Reference, "CreateDBInstance"). Instances of a cluster are where the cluster is.
func dependsOnNetwork(p *check.Pass, r *model.Resource) {
	s := p.Resource(r)
	name := "database " + model.LocalName(r.ID)
	group := r.Properties.Get("DBSubnetGroupName")
	if cluster, ok := p.App.Resource(r.Properties.Get("DBClusterIdentifier").Target()); ok && group.IsAbsent() {
		group = cluster.Properties.Get("DBSubnetGroupName")
	}
	clustered := !r.Properties.Get("DBClusterIdentifier").IsAbsent()
	copied := !r.Properties.Get("SourceDBInstanceIdentifier").IsAbsent()
	switch {
	case group.IsAbsent() && !clustered && !copied:
		p.NotMet(s, name+" has an address on the internet: it is in the default network and does not say otherwise", check.Confidence(finding.Firm))
	case closedNetwork(p, group):
		p.Met(s)
	default:
		p.Unknown(s, "whether "+name+" has an address on the internet", "PubliclyAccessible is not written: it depends on its network")
	}
}

// closedNetwork reports whether a subnet group lies in a network that is declared here and has no internet gateway.
func closedNetwork(p *check.Pass, group model.Value) bool {
	subnets, ok := p.App.Resource(group.Target())
	if !ok {
		return false
	}
	list := subnets.Properties.Get("SubnetIds").OneOrMany()
	for _, v := range list {
		subnet, ok := p.App.Resource(v.Target())
		if !ok {
			return false
		}
		network := subnet.Properties.Get("VpcId").Target()
		if _, ok := p.App.Resource(network); !ok || hasGateway(p, network) {
			return false
		}
	}
	return len(list) > 0
}

// hasGateway reports whether an internet gateway is attached to a network.
func hasGateway(p *check.Pass, network string) bool {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type == "AWS::EC2::VPCGatewayAttachment" && r.Properties.Get("VpcId").Target() == network && !r.Properties.Get("InternetGatewayId").IsAbsent() {
			return true
		}
	}
	return false
}
