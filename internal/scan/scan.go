// Package scan reads the applications of a directory and asks every rule about each.
package scan

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/check/secret"
	"github.com/sconce-dev/sconce/internal/code"
	"github.com/sconce-dev/sconce/internal/config"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/iac/cdk"
	"github.com/sconce-dev/sconce/internal/iac/cloudformation"
	"github.com/sconce-dev/sconce/internal/iac/sam"
	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
	"github.com/sconce-dev/sconce/internal/usage"
)

// Options say what is scanned and how.
type Options struct {
	Path       string            // a directory, or one template
	Parameters map[string]string // of the templates
	Env        string            // of the SAM configurations: what is deployed there; EveryEnvironment, or "" for none
	Envs       []string          // those of every environment that are scanned; empty for all
	Only       []string          // rules or practices; empty for all
	Skip       []string          // rules or practices
	Now        time.Time         // decides what has reached its end of life
	Config     *config.Config    // what the owner says of the scan; nil for nothing
	Ignores    bool              // what the templates say is accepted, is
	Files      fs.FS             // are read instead of those below the path, where given: a commit's
	Progress   func(stage string, done, total int)
	Clock      func() time.Time // measures what each rule costs; nil measures nothing
	Code       bool             // read what the functions' code does; where rules are asked it always is
	Cache      code.Store       // of what code was read before; nil for none
	CodeOnly   bool             // read no template: what looks like the entry point of a function is one
	Counts     bool             // count what each function is granted and needs

	Usage *usage.Log        // what the provider recorded; nil where it was not asked for
	Roles map[string]string // which role identities are deployed as, by id or name; the others are told by their names
	Idle  int               // after how many days without use a grant counts as not used

	Split bool // of a fix: give each function that shares a role one of its own
	Apart bool // of a fix: prove each change also without the others, where that can be

	tree    *source.Tree // of the directory, where it is listed already
	dir     string
	only    []string // templates of it
	leftOut []string // templates that the configuration leaves out
	changed map[string][]byte
}

// Result is what a scan found.
type Result struct {
	Root    string // the scanned directory
	Apps    []App
	Refused []error  // templates that could not be read
	Unused  []string // parameters that were given and that no template has
	Rules   []*check.Rule
	Envs    []string // the environments that were scanned; none where no environment was asked for
	Offered []string // the environments that set something, where none was asked for
	Own     Own
	Since   *Since // what was compared with; nil for nothing
	Stats   Stats
	Model   time.Duration            // what the models cost, where a clock was given
	Costs   map[string]time.Duration // what each rule cost, by id, where a clock was given
}

// App is one application and what was found in it.
type App struct {
	Model    *model.App
	Findings []finding.Finding // weaknesses, worst first
	Known    []finding.Finding // that were there before, where that is asked for
	Accepted []finding.Finding // that are suppressed
	Unknown  []finding.Finding // questions that could not be answered
	Met      map[string]int    // by rule: subjects that are as they should be
	Least    []least.Summary   // what each function is granted and needs, where that is asked for
	Envs     []string          // the environments that it was scanned for

	elsewhere bool // its configuration does not have the environment
}

// Stats are the sizes of a scan.
type Stats struct {
	Templates int
	Functions int
	Rules     int
	Answers   int // questions asked: met, not met and unknown
}

// ErrNoApplication says that there is nothing to scan.
var ErrNoApplication = errors.New("no application found")

// Read makes the models of the applications below a path. It answers ErrNoApplication, wrapped,
// when there is none and no template was refused either.
func Read(ctx context.Context, opts Options) (*Result, error) {
	closeTree, err := opts.open(ctx)
	if err != nil {
		return nil, err
	}
	defer closeTree()
	if opts.CodeOnly {
		return readCode(ctx, opts)
	}
	tree, dir, only := opts.files(), opts.dir, opts.only
	deployed := configurations(tree, only)
	if err := deployed.choose(opts.Env); err != nil {
		return nil, err
	}
	assemblies := cdk.Read(tree)
	read := cloudformation.Options{
		Parameters: opts.Parameters, Only: only, Transforms: transforms, Bindings: deployed.bindings(),
		Passed: assemblies.Passed, Origin: assemblies.Origin,
	}
	bind(read.Bindings, assemblies.Platforms())
	if opts.Progress != nil {
		read.Progress = func(done, total int) { opts.Progress("reading templates", done, total) }
	}
	found, err := cloudformation.Read(ctx, tree, read)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", dir, err)
	}
	refused := slices.Concat(found.Refused, attach(found.Apps, assemblies.Notes))
	if len(found.Apps) == 0 && len(refused) == 0 {
		return nil, fmt.Errorf("%w in %s: there is no CloudFormation template (a YAML or JSON file with Resources)", ErrNoApplication, opts.Path)
	}
	r := &Result{Root: dir, Refused: refused, Unused: found.Unused}
	r.Stats.Templates = found.Templates
	for _, app := range found.Apps {
		if opts.Config != nil {
			app.Tags = opts.Config.Tags
		}
		keep := func() {}
		if opts.Code { // before anything is masked: code may stand in the template
			if keep, err = code.Read(ctx, tree, app, opts.store()); err != nil {
				return nil, err
			}
		}
		secret.Mask(app)
		keep()
		called(app)
		if opts.Usage != nil {
			app.Usage = opts.Usage.Join(app, opts.Roles, opts.Idle)
		}
		r.Apps = append(r.Apps, App{Model: app, Met: map[string]int{}})
		r.Stats.Functions += len(app.Functions)
	}
	deployed.mark(r)
	return r, nil
}

// store is where read code is kept. What a change would make of the files, nobody asks for again.
func (o *Options) store() code.Store {
	if len(o.changed) > 0 {
		return nil
	}
	return o.Cache
}

// readCode reads the code of a directory without its templates.
func readCode(ctx context.Context, opts Options) (*Result, error) {
	app, err := code.Alone(ctx, opts.files(), opts.only)
	if err != nil {
		return nil, err
	}
	if len(app.Functions) == 0 {
		return nil, fmt.Errorf("%w in %s: no file has what looks like the handler of a function", ErrNoApplication, opts.Path)
	}
	r := &Result{Root: opts.dir, Apps: []App{{Model: app, Met: map[string]int{}}}}
	r.Stats.Functions = len(app.Functions)
	return r, nil
}

// transforms are the macros that are known here; the reader calls them by their names.
var transforms = map[string]func(*source.Node, map[string]string) (*source.Node, []error){
	sam.Name: func(root *source.Node, parameters map[string]string) (*source.Node, []error) {
		return sam.Transform(root, sam.Options{Region: parameters["AWS::Region"], Partition: parameters["AWS::Partition"], Parameters: parameters, Source: true})
	},
}

// Run reads the applications and asks the rules, for every environment where that is asked for. What
// the owner accepts is set apart.
func Run(ctx context.Context, opts Options) (*Result, error) {
	if err := knownRules(opts.Config); err != nil {
		return nil, err
	}
	closeTree, err := opts.open(ctx)
	if err != nil {
		return nil, err
	}
	defer closeTree()
	run := runOne
	if opts.Env == EveryEnvironment {
		run = runEvery
	}
	r, err := run(ctx, opts)
	if err != nil {
		return nil, err
	}
	r.accept(opts)
	return r, nil
}

func runOne(ctx context.Context, opts Options) (*Result, error) {
	rules, err := Select(opts.Only, opts.Skip)
	if err != nil {
		return nil, err
	}
	clock := opts.Clock
	if clock == nil {
		clock = func() time.Time { return time.Time{} }
	}
	if opts.CodeOnly {
		if rules = ofCode(rules); len(rules) == 0 {
			return nil, errors.New("none of these rules asks about code alone: the areas injection and hardening do")
		}
	}
	start := clock()
	opts.Code = true
	r, err := Read(ctx, opts)
	if err != nil {
		return nil, err
	}
	r.Model = clock().Sub(start)
	r.Rules, r.Stats.Rules, r.Costs = rules, len(rules), map[string]time.Duration{}
	for i := range r.Apps {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		r.ask(&r.Apps[i], opts, clock)
	}
	r.number()
	if opts.Env != "" {
		r.setEnvs([]string{opts.Env})
	}
	return r, nil
}

func (r *Result) ask(app *App, opts Options, clock func() time.Time) {
	asked := check.Ask(app.Model, opts.Now)
	for _, rule := range r.Rules {
		start := clock()
		answers, met := asked.Run(rule)
		r.Costs[rule.ID] += clock().Sub(start)
		for _, a := range answers {
			if a.Outcome == finding.Unknown {
				app.Unknown = append(app.Unknown, a)
			} else {
				app.Findings = append(app.Findings, a)
			}
		}
		app.Met[rule.ID] += met
		r.Stats.Answers += met + len(answers)
	}
	if opts.Counts {
		app.Least = check.Shared(asked, least.Of).Summaries()
	}
	made, home := byLibrary(app.Model), finding.HomeOf(app.Model)
	for _, list := range [][]finding.Finding{app.Findings, app.Unknown} {
		for i := range list {
			list[i].Library, list[i].App, list[i].Home = made.of(list[i]), app.Model.ID, home
		}
		sort.SliceStable(list, func(i, j int) bool { return before(list[i], list[j]) })
	}
}

// number tells all answers of the scan apart.
func (r *Result) number() {
	var lists [][]finding.Finding
	for i := range r.Apps {
		lists = append(lists, r.Apps[i].Findings, r.Apps[i].Unknown)
	}
	finding.Number(lists...)
}

// before orders findings: worst first, then by place, then by rule.
func before(a, b finding.Finding) bool {
	if a.Severity != b.Severity {
		return a.Severity > b.Severity
	}
	if c := a.At.Compare(b.At); c != 0 {
		return c < 0
	}
	if a.Rule != b.Rule {
		return a.Rule < b.Rule
	}
	return a.Detail < b.Detail
}

// Worst is the severity of the worst finding, 0 if there is none. What a library made does not count
// unless it is critical.
func (r *Result) Worst() finding.Severity {
	var worst finding.Severity
	for _, app := range r.Apps {
		for _, f := range app.Findings {
			if !f.Apart() {
				worst = max(worst, f.Severity)
			}
		}
	}
	return worst
}

// Select is the rules of the given ids and practices, without those to skip. An unknown name is an
// error that suggests the nearest known one.
func Select(only, skip []string) ([]*check.Rule, error) {
	all := Rules()
	for _, name := range slices.Concat(only, skip) {
		if !slices.ContainsFunc(all, func(r *check.Rule) bool { return named(r, name) }) {
			return nil, unknownRule(name, all)
		}
	}
	var out []*check.Rule
	for _, r := range all {
		in := len(only) == 0 || slices.ContainsFunc(only, func(n string) bool { return named(r, n) })
		if in && !slices.ContainsFunc(skip, func(n string) bool { return named(r, n) }) {
			out = append(out, r)
		}
	}
	return out, nil
}

// ofCode are the rules that ask about nothing but code.
func ofCode(rules []*check.Rule) []*check.Rule {
	return slices.DeleteFunc(slices.Clone(rules), func(r *check.Rule) bool { return !named(r, "injection") && !strings.HasPrefix(r.ID, "hardening-") })
}

// named reports whether a name means a rule: its id, its practice, or its area, the first part of
// its id.
func named(r *check.Rule, name string) bool {
	area, _, _ := strings.Cut(r.ID, "-")
	return r.ID == name || string(r.Practice) == name || area == name
}
