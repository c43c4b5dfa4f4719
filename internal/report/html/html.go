// Package html writes a scan as one HTML file that needs nothing else: the application drawn, what was found with the
// lines that cause it, what was asked and what is not known. It is opened from a disk, sent and kept, so it fetches
// nothing, and a policy in it keeps it from doing so.
//
// What a template calls things is data. Text of the page goes through html/template; what the script shows comes as
// JSON and is put into the page as text, never as markup.
package html

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"html/template"
	"io"
	"strings"
	"time"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/report/drawing"
	"github.com/sconce-dev/sconce/internal/scan"
)

// Options say what a page tells beside what the scan found.
type Options struct {
	Version string           // of this program
	Commit  string           // of the scanned repository, "" where there is none
	Now     time.Time        // of the scan
	FailOn  finding.Severity // from which on a finding fails the scan; 0 if none does
	Fixes   *scan.Fixes      // the changes that were proved, nil where they were not asked for
	Read    func(name string) ([]byte, error)
}

var (
	//go:embed page.html
	pageText string
	//go:embed page.css
	style string
	//go:embed script/*.js
	scripts embed.FS
)

// script is that of the page: its parts in the order in which they use one another.
func script() string {
	var b strings.Builder
	b.WriteString("\"use strict\";\n(() => {\ndocument.documentElement.classList.add(\"js\");\n")
	for _, part := range []string{"element", "shape", "way", "finding", "graph", "application", "page"} {
		text, err := scripts.ReadFile("script/" + part + ".js")
		if err != nil {
			panic(err) // it is part of the program
		}
		b.Write(text)
	}
	b.WriteString("})();\n")
	return b.String()
}

// page is what the template shows.
type page struct {
	Title     string
	Policy    string
	Style     template.CSS
	Script    template.JS
	Defs      template.HTML
	Apps      []appPage
	Practices []practice
	Rules     []rulePage
	Unknowns  []unknown
	Refused   []string
	Own       string
	Made      made
	Total     int
	Data      payload
}

// Write writes a scan as a page.
func Write(w io.Writer, r *scan.Result, o Options) error {
	if o.Read == nil {
		o.Read = func(string) ([]byte, error) { return nil, errNoFiles }
	}
	t, err := template.New("page").Parse(pageText)
	if err != nil {
		return err
	}
	css, js := drawing.Themed(drawing.Style+style, true), script()
	p := page{
		Title:  title(r),
		Policy: "default-src 'none'; style-src " + hash(css) + "; script-src " + hash(js) + "; img-src data:; base-uri 'none'; form-action 'none'",
		Style:  template.CSS(css),             //nolint:gosec // of this program
		Script: template.JS(js),               //nolint:gosec // of this program
		Defs:   template.HTML(drawing.Defs()), //nolint:gosec // of this program
		Own:    own(r),
	}
	b := newBuilder(r, o)
	p.Apps = b.apps()
	p.Practices, p.Rules, p.Unknowns, p.Refused = b.practices(), b.rules(), b.unknowns(), b.refused()
	p.Made = b.made()
	p.Data = b.payload()
	p.Total = len(p.Data.Findings)
	return t.Execute(w, p)
}

// hash is how a policy names a style or a script that it lets in (CSP level 3, "hash-source").
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
