// Package finding is what a scan says about an application: the one Finding type, its severity,
// confidence and fingerprint. It is values only.
package finding

import (
	"fmt"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// Outcome is what a check answers about one subject.
type Outcome string

// The outcomes. Unknown always comes with a reason; it is never counted as met.
const (
	Met     Outcome = "met"
	NotMet  Outcome = "not met"
	Unknown Outcome = "unknown"
)

// Severity says how bad a weakness is when it is there.
type Severity uint8

// The severities, worst last.
const (
	Info Severity = iota + 1
	Low
	Medium
	High
	Critical
)

var severityNames = [...]string{"", "info", "low", "medium", "high", "critical"}

// String is the severity's name in lower case.
func (s Severity) String() string {
	if int(s) < len(severityNames) {
		return severityNames[s]
	}
	return ""
}

// ParseSeverity reads a severity's name.
func ParseSeverity(name string) (Severity, error) {
	for i, n := range severityNames {
		if i > 0 && strings.EqualFold(n, name) {
			return Severity(i), nil
		}
	}
	return 0, fmt.Errorf("there is no severity %q: use info, low, medium, high or critical", name)
}

// Confidence says how sure the match is.
type Confidence string

// The confidences.
const (
	Certain   Confidence = "certain"   // what is written says so
	Firm      Confidence = "firm"      // it follows from what is written by the provider's defaults
	Tentative Confidence = "tentative" // it is likely
)

// Practice is one of the ten practices of serverless security.
type Practice string

// The practices that a finding can belong to.
const (
	Privilege    Practice = "privilege"    // least privilege
	Hardening    Practice = "hardening"    // function hardening
	Secrets      Practice = "secrets"      // secrets management
	Pipeline     Practice = "pipeline"     // secure pipeline
	Protection   Practice = "protection"   // runtime self-protection
	Remediation  Practice = "remediation"  // scanning and remediation
	Compliance   Practice = "compliance"   // compliance
	Availability Practice = "availability" // DDoS and denial-of-wallet protection
	Monitoring   Practice = "monitoring"   // security information and event management
	Threats      Practice = "threats"      // threat modelling and risk
)

// Practices are all of them, in the usual order.
func Practices() []Practice {
	return []Practice{Privilege, Hardening, Secrets, Pipeline, Protection, Remediation, Compliance, Availability, Monitoring, Threats}
}

// Finding is a weakness, or an answer that could not be given, about one subject.
type Finding struct {
	Rule       string
	Outcome    Outcome
	Severity   Severity
	Confidence Confidence
	Functions  []string // ids of the functions it concerns; none when it concerns the application
	Resource   string   // id of the subject
	At         model.Location
	Message    string // what is wrong, in one clause that names the thing
	Reason     string // why it is unknown
	Evidence   []Evidence
	Trace      []Step
	Library    string // that made what is weak by itself: aws-cdk-lib; "" where the author wrote it
	Detail     string // tells apart several findings of one rule about one subject: by what it is about, without paths, places and numbers
	App        string // id of the application that it was found in
	Home       string // fingerprint of what that application consists of: of applications that are moved it tells which is which
	Ordinal    int    // among those that rule, subject and detail do not tell apart: Number sets it

	Environments []string // that it was found in; none where no environment was asked for

	Usual       Severity     // what the rule says, where the configuration says otherwise; else 0
	Suppression *Suppression // why it is accepted; nil where it is not
	Lapsed      *Suppression // why it was, until a day that is over
}

// Apart reports whether the finding is shown apart and fails nothing: what a library made is not the
// author's to mend. What is critical concerns everybody.
func (f Finding) Apart() bool { return f.Library != "" && f.Severity < Critical }

// Evidence is a fact that supports a finding, and where it is written.
type Evidence struct {
	At   model.Location
	Text string
}

// Step is one step of the way from a source to a sink.
type Step struct {
	At   model.Location
	Text string
}

// Edit is a change to one file that mends a finding: the bytes from Start to End are replaced.
type Edit struct {
	File  string
	Start int
	End   int
	Text  string
}
