package exposure

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var openSecurityGroup = check.Rule{
	ID:       "exposure-open-security-group",
	Title:    "Security group lets the whole internet in",
	Severity: finding.Medium,
	Why: "Whatever listens on the port is tried by everybody, from the first minute on. " +
		"It is high where the port is one of a database or of administration, or where all ports are open.",
	Remedy:   "Name the security group or the addresses that need the port; reach machines through Session Manager instead of an open port.",
	Practice: finding.Hardening,
	References: []string{
		"https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
		"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19",
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupingress.html",
	},
	CWE:      []string{"CWE-284"},
	OWASP:    []string{"A01:2021", "A05:2021"},
	Controls: []string{"PCI-DSS-4.0.1:1.2.5", "PCI-DSS-4.0.1:1.3.1", "GDPR:25(2)"},
	Run:      runOpenSecurityGroup,
}

// riskyPorts are those of databases, caches, message brokers, shared files and administration.
var riskyPorts = map[int]string{
	20: "FTP", 21: "FTP", 22: "SSH", 23: "Telnet", 25: "mail", 110: "mail", 135: "RPC", 143: "mail", 445: "SMB", 1433: "SQL Server", 1434: "SQL Server",
	1521: "Oracle", 2049: "NFS", 2375: "Docker", 3306: "MySQL", 3389: "RDP", 5432: "PostgreSQL", 5439: "Redshift", 5500: "VNC", 5601: "Kibana",
	5672: "AMQP", 5900: "VNC", 5985: "WinRM", 5986: "WinRM", 6379: "Redis", 6443: "Kubernetes", 8182: "Neptune", 9042: "Cassandra", 9092: "Kafka", 9094: "Kafka",
	9200: "OpenSearch", 9300: "OpenSearch", 11211: "Memcached", 27017: "MongoDB",
}

func runOpenSecurityGroup(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		switch r.Type {
		case "AWS::EC2::SecurityGroup":
			for _, rule := range r.Properties.Get("SecurityGroupIngress").OneOrMany() {
				s := p.Resource(r)
				s.Detail = rule.Meaning()
				answerIngress(p, s, model.LocalName(r.ID), rule)
			}
		case "AWS::EC2::SecurityGroupIngress":
			group := r.Properties.Get("GroupId").Target()
			s := check.Subject{ID: cmp.Or(group, r.ID), At: r.At, Detail: model.LocalName(r.ID)}
			answerIngress(p, s, model.LocalName(s.ID), r.Properties)
		}
	}
}

// answerIngress answers for one rule. Of a rule that a condition chooses the answer is known where every
// choice gives the same.
func answerIngress(p *check.Pass, s check.Subject, name string, rule model.Value) {
	options := rule.Options()
	if len(options) == 0 {
		options = []model.Value{rule}
	}
	mildest, why := opening{}, ""
	open := 0
	for _, option := range options {
		o := opens(option)
		switch {
		case o.why != "":
			why = o.why
		case o.to != "":
			if open++; mildest.to == "" || o.severity < mildest.severity {
				mildest = o
			}
		}
	}
	c, _ := rule.Cause()
	switch {
	case why != "":
		p.Unknown(s, "whom security group "+name+" lets in, and where", why)
	case open == len(options):
		p.NotMet(s, "security group "+name+" lets the whole internet in on "+mildest.to, check.At(mildest.at), check.Severity(mildest.severity))
	case open > 0:
		p.Unknown(s, "whom security group "+name+" lets in, and where", c.Reason)
	default:
		p.Met(s)
	}
}

// opening is what a rule opens to everybody.
type opening struct {
	to       string // the ports, "" for nothing that matters
	severity finding.Severity
	at       model.Location
	why      string // why that is not known
}

func opens(rule model.Value) opening {
	if c, unknown := rule.Cause(); unknown {
		return opening{why: c.Reason}
	}
	everybody, at, why := false, rule.At, ""
	for _, property := range []string{"CidrIp", "CidrIpv6"} {
		v := rule.Get(property)
		open, reason := check.Settle(v, func(v model.Value) bool { text := v.TextOr(""); return text == "0.0.0.0/0" || text == "::/0" })
		if open {
			everybody, at = true, v.At
		}
		why = cmp.Or(why, reason)
	}
	if !everybody {
		return opening{why: why}
	}
	protocol := rule.Get("IpProtocol").TextOr("")
	if slices.Contains([]string{"icmp", "icmpv6", "1", "58"}, protocol) {
		return opening{} // nothing listens there
	}
	from, to, why := ports(rule)
	switch {
	case why != "":
		return opening{why: why}
	case from == to && (from == 80 || from == 443):
		return opening{}
	case from == 0 && to == 65535:
		return opening{to: "every port", severity: finding.High, at: at}
	}
	text := "port " + strconv.Itoa(from)
	if from != to {
		text = "ports " + strconv.Itoa(from) + " to " + strconv.Itoa(to)
	}
	if service := riskyPort(from, to); service != "" {
		return opening{to: text + " (" + service + ")", severity: finding.High, at: at}
	}
	return opening{to: text, severity: finding.Medium, at: at}
}

// ports are the ports that a rule is about: without any, or for all protocols, every one.
func ports(rule model.Value) (from, to int, why string) {
	if protocol := rule.Get("IpProtocol").TextOr("-1"); protocol == "-1" || protocol == "all" {
		return 0, 65535, ""
	}
	for i, property := range []string{"FromPort", "ToPort"} {
		list, reason := numbers(rule.Get(property), 65535*i)
		if reason != "" {
			return 0, 0, reason
		}
		for _, n := range list {
			if n != list[0] {
				c, _ := rule.Get(property).Cause()
				return 0, 0, c.Reason
			}
		}
		if i == 0 {
			from = list[0]
		} else {
			to = list[0]
		}
	}
	if from < 0 {
		return 0, 65535, ""
	}
	return from, to, ""
}

// riskyPort names what the lowest risky port of a range is for.
func riskyPort(from, to int) string {
	lowest := 0
	for port := range riskyPorts {
		if port >= from && port <= to && (lowest == 0 || port < lowest) {
			lowest = port
		}
	}
	return riskyPorts[lowest]
}
