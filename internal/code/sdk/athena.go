package sdk

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// catalogueTables are the targets of what a query takes on the tables that it reads and on what they are in (Amazon Athena
// User Guide, "Configure access to databases and tables in the AWS Glue Data Catalog": on all ancestors).
func (r *run) catalogueTables(q *request, need *catalogue.Need, at model.Location) []bound {
	tables, ok := r.tablesRead(q, at)
	if !ok {
		return []bound{unknownTarget("the call does not name it", at)}
	}
	var out []bound
	for _, t := range tables {
		if t.of != nil && need.Action.Name() == "GetPartitions" && len(t.of.properties.Get("TableInput", "PartitionKeys").Items()) == 0 {
			continue
		}
		for _, rule := range rulesFor(need.Action) {
			found := t.table
			if rule.of.Name() == "database" {
				found = r.identify(t.database, rule, nil)
			}
			for _, b := range found {
				b.of = t.of
				out = append(out, b)
			}
		}
		if in := catalogOf(need.Action, at); in.Kind != "" {
			in.of = t.of
			out = append(out, in)
		}
	}
	return out
}

// tableRead is a table that a query reads.
type tableRead struct {
	database name
	table    []bound
	of       *element // nil where it is not declared
}

func (r *run) tablesRead(q *request, at model.Location) ([]tableRead, bool) {
	databases := []name{textName("default")}
	if values, given := q.input.at("QueryExecutionContext.Database"); given != policy.No {
		databases = nil
		for _, v := range values {
			databases = append(databases, r.names(v)...)
		}
	}
	if _, given := q.input.at("QueryExecutionContext.Catalog"); given != policy.No || len(databases) != 1 {
		return nil, false
	}
	kind, _ := typeNamed("glue:table")
	rule := rules()[kind].rule
	var out []tableRead
	values, _ := q.input.at("QueryString")
	for _, v := range values {
		for _, query := range r.names(v) {
			tables, ok := tablesOf(query)
			if !ok {
				return nil, false
			}
			for _, t := range tables {
				if len(t.database.parts) == 0 {
					t.database = databases[0]
				}
				t.table.at = at
				read := tableRead{database: t.database, table: r.identify(t.table, rule, map[string][]name{"DatabaseName": {t.database}})}
				if len(read.table) == 1 && read.table[0].of != nil && read.table[0].of.is(kind) {
					read.of = read.table[0].of
				}
				out = append(out, read)
			}
		}
	}
	return out, len(out) > 0
}

// tableData are the targets of what a query takes on the data of the tables that it reads: what is below their location.
func (r *run) tableData(q *request, need *catalogue.Need, at model.Location) []bound {
	tables, ok := r.tablesRead(q, at)
	if !ok {
		return []bound{unknownTarget("the call does not name it", at)}
	}
	var out []bound
	for _, t := range tables {
		if t.of == nil {
			out = append(out, unknownTarget("the data of a table that is not declared here", at))
			continue
		}
		out = append(out, r.located(need.Action, t.of.properties.Get("TableInput", "StorageDescriptor", "Location"), t.of)...)
	}
	return out
}

// located are the bucket or the objects at a location, s3://bucket/prefix/, that an element says.
func (r *run) located(action catalogue.Action, location model.Value, of *element) []bound {
	if location.IsAbsent() {
		return []bound{{Target: unknownTarget("where the data of "+model.LocalName(of.id)+" is, is not said", of.at).Target, of: of}}
	}
	var out []bound
	for _, n := range r.declared(model.Variable{Value: location, At: of.at}) {
		for _, b := range r.below(action, n) {
			b.of = of
			out = append(out, b)
		}
	}
	return out
}

// below are the bucket of a location, or the objects whose names begin as it does.
func (r *run) below(action catalogue.Action, location name) []bound {
	bucket, key := s3Name(location)
	if text := key.pattern(); text != "" && !strings.HasSuffix(text, "/") && !strings.HasSuffix(text, "*") {
		key = key.plus(textName("/"))
	}
	return r.identify(bucket, rulesFor(action)[0], map[string][]name{"ObjectName": {key.plus(textName("*"))}})
}

// results are the targets of what a query takes where its results are written: the location that it was started with, or
// that of its work group.
func (r *run) results(q *request, need *catalogue.Need, at model.Location) []bound {
	var out []bound
	for _, start := range r.startedBy(q) {
		values, given := start.input.at("ResultConfiguration.OutputLocation")
		if given == policy.No {
			continue
		}
		for _, v := range values {
			for _, n := range r.names(v) {
				out = append(out, r.below(need.Action, n)...)
			}
		}
	}
	if len(out) > 0 {
		return out
	}
	if group := r.workGroup(q, at); group != nil {
		return r.located(need.Action, outputOf(group), group)
	}
	return []bound{unknownTarget("the call does not name it", at)}
}

// writesResults answers whether the results of a query are written to a bucket.
func (r *run) writesResults(q *request, of *element) policy.Truth {
	for _, start := range r.startedBy(q) {
		if _, given := start.input.at("ResultConfiguration.OutputLocation"); given == policy.Yes {
			return policy.Yes
		}
	}
	if of != nil && !outputOf(of).IsAbsent() {
		return policy.Yes
	}
	return policy.Maybe
}

func outputOf(group *element) model.Value {
	return group.properties.Get("WorkGroupConfiguration", "ResultConfiguration", "OutputLocation")
}

// startedBy are the requests that answered the id of a query, or the request itself where it starts one.
func (r *run) startedBy(q *request) []request {
	if q.operation == "StartQueryExecution" {
		return []request{*q}
	}
	var out []request
	ids, _ := q.input.at("QueryExecutionId")
	for _, id := range ids {
		out = append(out, r.asking(id, "athena.StartQueryExecution")...)
	}
	return out
}

// workGroup is the declared group of a query; nil where it is not one that is declared.
func (r *run) workGroup(q *request, at model.Location) *element {
	action, _ := catalogue.LookupAction("athena:StartQueryExecution")
	found := r.own(q, action, at)
	if len(found) != 1 {
		return nil
	}
	return found[0].of
}

// catalogOf is the catalogue that everything is in which an action of Glue acts on (AWS Glue Developer Guide, "Specifying
// AWS Glue resource ARNs": on the resource and all its ancestors); without a kind where the action is on none.
func catalogOf(action catalogue.Action, at model.Location) bound {
	for _, use := range action.Resources() {
		if use.Required && use.Type.String() == "glue:rootcatalog" {
			var r run
			value := model.NewTemplate(r.form(use.Type, name{}, nil), at)
			return bound{Target: model.Target{Kind: model.TargetLiteral, Name: "catalog", Value: value, At: at}}
		}
	}
	return bound{}
}
