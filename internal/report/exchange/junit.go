package exchange

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
)

// The elements that Jenkins, CodeBuild and GitLab read alike: a suite of cases, each with at most one of error,
// failure and skipped (https://github.com/jenkinsci/junit-plugin, junit-10.xsd).
type junitSuites struct {
	XMLName xml.Name     `xml:"testsuites"`
	Name    string       `xml:"name,attr"`
	Suites  []junitSuite `xml:"testsuite"`
	junitCounts
}

type junitSuite struct {
	Name  string      `xml:"name,attr"`
	Cases []junitCase `xml:"testcase"`
	junitCounts
}

type junitCounts struct {
	Tests    int    `xml:"tests,attr"`
	Failures int    `xml:"failures,attr"`
	Errors   int    `xml:"errors,attr"`
	Skipped  int    `xml:"skipped,attr"`
	Time     string `xml:"time,attr"`
}

type junitCase struct {
	Class   string       `xml:"classname,attr"`
	Name    string       `xml:"name,attr"`
	File    string       `xml:"file,attr,omitempty"`
	Time    string       `xml:"time,attr"`
	Error   *junitDetail `xml:"error"`
	Failure *junitDetail `xml:"failure"`
	Skipped *junitDetail `xml:"skipped"`
	Out     *junitText   `xml:"system-out"`
}

type junitText struct {
	Text string `xml:",cdata"`
}

type junitDetail struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",cdata"`
}

// JUnit writes a scan as test results: a suite for each application, and in it a case for each rule and function.
// A case fails where a finding fails the scan, passes where findings are milder than that, and is
// skipped where the answer is not known. Every finding of it is in
// its text. The name of a case is the same in every scan, so that its history is one.
func JUnit(w io.Writer, r *scan.Result, o Options) error {
	doc := junitSuites{Name: "sconce", junitCounts: junitCounts{Time: "0"}}
	if len(r.Refused) > 0 {
		doc.Suites = append(doc.Suites, o.unread(r.Refused))
	}
	for _, app := range r.Apps {
		doc.Suites = append(doc.Suites, o.suite(app, r.Rules))
	}
	for i := range doc.Suites {
		s := &doc.Suites[i]
		s.count()
		doc.Tests, doc.Failures, doc.Errors, doc.Skipped = doc.Tests+s.Tests, doc.Failures+s.Failures, doc.Errors+s.Errors, doc.Skipped+s.Skipped
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(doc); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func (s *junitSuite) count() {
	s.Tests, s.Time = len(s.Cases), "0"
	for i := range s.Cases {
		switch c := &s.Cases[i]; {
		case c.Error != nil:
			s.Errors++
		case c.Failure != nil:
			s.Failures++
		case c.Skipped != nil:
			s.Skipped++
		}
	}
}

// unread is the suite of templates that could not be read.
func (o Options) unread(refused []error) junitSuite {
	s := junitSuite{Name: "templates"}
	for _, err := range refused {
		l, message := refusal(err)
		name := l.File
		if name == "" {
			name = "template"
		}
		s.Cases = append(s.Cases, junitCase{
			Class: "templates", Name: plain(o.file(name)), File: plain(o.file(name)), Time: "0",
			Error: &junitDetail{Message: cut(plain(message), junitMessage), Type: "not read", Text: o.place(l)},
		})
	}
	return s
}

// junitMessage is the length of a message: it is shown in a list.
const junitMessage = 500

// suite is the cases of an application.
func (o Options) suite(app scan.App, rules []*check.Rule) junitSuite {
	s := junitSuite{Name: plain(app.Model.ID)}
	index := map[string]int{}
	in := func(f finding.Finding) *junitCase {
		key := f.Rule + " " + subject(f)
		i, ok := index[key]
		if !ok {
			i = len(s.Cases)
			index[key] = i
			s.Cases = append(s.Cases, junitCase{Class: class(app.Model.ID, subject(f)), Name: f.Rule, File: plain(o.file(at(app.Model, f.At).File)), Time: "0"})
		}
		return &s.Cases[i]
	}
	byID, asked := rulesByID(rules), map[string]bool{}
	for _, f := range app.Findings {
		asked[f.Rule] = true
		c, rule := in(f), rules[byID[f.Rule]]
		if o.fails(f) && c.Failure == nil {
			c.Failure = &junitDetail{Message: cut(plain(f.Message), junitMessage), Type: f.Severity.String(), Text: "Do: " + rule.Remedy + "\n" + page(f.Rule) + "\n"}
		}
		c.note(fmt.Sprintf("%s: %s  %s\n", f.Severity, plain(sentence(f, app.Envs)), o.place(f.At)))
	}
	for _, u := range app.Unknown {
		asked[u.Rule] = true
		c, text := in(u), "unknown: "+plain(u.Message+": "+u.Reason)
		if c.Failure == nil && c.Skipped == nil {
			c.Skipped = &junitDetail{Message: cut(text, junitMessage)}
		}
		c.note(text + "  " + o.place(u.At) + "\n")
	}
	for i := range s.Cases {
		s.Cases[i].settle()
	}
	for _, rule := range rules {
		if !asked[rule.ID] && app.Met[rule.ID] > 0 {
			s.Cases = append(s.Cases, junitCase{Class: class(app.Model.ID, "application"), Name: rule.ID, Time: "0"})
		}
	}
	return s
}

// note adds a line to what a case printed.
func (c *junitCase) note(line string) {
	if c.Out == nil {
		c.Out = &junitText{}
	}
	c.Out.Text += line
}

// settle moves what a case printed to where people look: of one that fails, into why it does.
func (c *junitCase) settle() {
	if c.Failure != nil && c.Out != nil {
		c.Failure.Text, c.Out = c.Out.Text+c.Failure.Text, nil
	}
}

// class names what a case is about. What stands before the last dot is shown as its package.
func class(app, id string) string {
	name := plain(model.LocalName(id))
	if id == app || name == "" {
		name = "application"
	}
	dotless := strings.NewReplacer(".", "_")
	return cut(dotless.Replace(report.Clean(app)), 200) + "." + cut(dotless.Replace(name), 200)
}
