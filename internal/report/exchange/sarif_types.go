package exchange

// The part of SARIF 2.1.0 that is written, in the order and with the names of the standard:
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
// A result has room for baselineState and suppressions, which say how it compares with an earlier scan.

const (
	sarifVersion = "2.1.0"
	sarifSchema  = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	sarifRoot    = "%SRCROOT%" // the usual name of the directory that paths start from
)

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool        sarifTool                `json:"tool"`
	Invocations []sarifInvocation        `json:"invocations"`
	Bases       map[string]sarifArtifact `json:"originalUriBaseIds"`
	Automation  sarifAutomation          `json:"automationDetails"`
	Columns     string                   `json:"columnKind"`
	Results     []sarifResult            `json:"results"`
}

type sarifAutomation struct {
	ID string `json:"id"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name          string            `json:"name"`
	Version       string            `json:"version"`
	Information   string            `json:"informationUri"`
	Notifications []sarifDescriptor `json:"notifications"`
	Rules         []sarifDescriptor `json:"rules"`
}

type sarifDescriptor struct {
	ID       string           `json:"id"`
	Short    *sarifText       `json:"shortDescription,omitempty"`
	Full     *sarifText       `json:"fullDescription,omitempty"`
	Help     *sarifText       `json:"help,omitempty"`
	HelpURI  string           `json:"helpUri,omitempty"`
	Default  *sarifDefault    `json:"defaultConfiguration,omitempty"`
	Property *sarifRuleExtras `json:"properties,omitempty"`
}

type sarifText struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type sarifDefault struct {
	Level string `json:"level"`
}

type sarifRuleExtras struct {
	Tags      []string `json:"tags"`
	Precision string   `json:"precision"`
	Problem   string   `json:"problem.severity"`
	Score     string   `json:"security-severity,omitempty"`
	Severity  string   `json:"severity"`
	Practice  string   `json:"practice"`
	Controls  []string `json:"controls,omitempty"`
	Links     []string `json:"references,omitempty"`
}

type sarifInvocation struct {
	Successful    bool                `json:"executionSuccessful"`
	Notifications []sarifNotification `json:"toolExecutionNotifications"`
}

type sarifNotification struct {
	Descriptor sarifReference  `json:"descriptor"`
	Rule       *sarifReference `json:"associatedRule,omitempty"`
	Level      string          `json:"level"`
	Message    sarifText       `json:"message"`
	Locations  []sarifLocation `json:"locations,omitempty"`
}

type sarifReference struct {
	ID    string `json:"id"`
	Index *int   `json:"index,omitempty"`
}

type sarifResult struct {
	RuleID      string            `json:"ruleId"`
	RuleIndex   int               `json:"ruleIndex"`
	Kind        string            `json:"kind"`
	Level       string            `json:"level"`
	Message     sarifText         `json:"message"`
	Locations   []sarifLocation   `json:"locations"`
	Related     []sarifLocation   `json:"relatedLocations,omitempty"`
	CodeFlows   []sarifCodeFlow   `json:"codeFlows,omitempty"`
	Fixes       []sarifFix        `json:"fixes,omitempty"`
	Fingerprint map[string]string `json:"partialFingerprints"`
	Property    sarifResultExtras `json:"properties"`
}

type sarifResultExtras struct {
	Severity     string   `json:"severity"`
	Confidence   string   `json:"confidence"`
	App          string   `json:"app"`
	Functions    []string `json:"functions,omitempty"`
	Resource     string   `json:"resource"`
	Path         string   `json:"path,omitempty"`
	Library      string   `json:"library,omitempty"`
	Environments []string `json:"environments,omitempty"`
}

type sarifLocation struct {
	ID       *int           `json:"id,omitempty"`
	Message  *sarifText     `json:"message,omitempty"`
	Physical *sarifPhysical `json:"physicalLocation,omitempty"`
	Logical  []sarifLogical `json:"logicalLocations,omitempty"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   *sarifRegion  `json:"region,omitempty"`
}

type sarifArtifact struct {
	URI         string     `json:"uri,omitempty"`
	Base        string     `json:"uriBaseId,omitempty"`
	Description *sarifText `json:"description,omitempty"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn,omitempty"`
	EndLine     int `json:"endLine,omitempty"`
	EndColumn   int `json:"endColumn,omitempty"`
}

type sarifLogical struct {
	Name string `json:"name"`
	Full string `json:"fullyQualifiedName"`
	Kind string `json:"kind"`
}

type sarifCodeFlow struct {
	Threads []sarifThread `json:"threadFlows"`
}

type sarifThread struct {
	Locations []sarifStep `json:"locations"`
}

type sarifStep struct {
	Location sarifLocation `json:"location"`
}

type sarifFix struct {
	Description sarifText     `json:"description"`
	Changes     []sarifChange `json:"artifactChanges"`
}

type sarifChange struct {
	Artifact     sarifArtifact      `json:"artifactLocation"`
	Replacements []sarifReplacement `json:"replacements"`
}

type sarifReplacement struct {
	Deleted  sarifRegion `json:"deletedRegion"`
	Inserted *sarifText  `json:"insertedContent,omitempty"`
}
