package sam

// simpleTable expands AWS::Serverless::SimpleTable to a table with one key.
func (t *transformer) simpleTable(r *resource) {
	p := r.props
	name, kind := text(r.at, "id"), "S"
	if key := p.Get("PrimaryKey"); !isNull(key) {
		if !isMap(key) {
			r.fail(key, "PrimaryKey should be a map, not %s", key.Name())
			return
		}
		written := key.Get("Type")
		kind = map[string]string{"String": "S", "Number": "N", "Binary": "B"}[stringOf(written)]
		switch {
		case isNull(written):
			r.fail(key, "PrimaryKey.Type is missing")
			return
		case kind == "":
			r.fail(written, "PrimaryKey.Type is String, Number or Binary")
			return
		}
		if name = key.Get("Name"); isNull(name) {
			r.fail(key, "PrimaryKey.Name is missing")
			return
		}
	}
	table := object(r.at, "AttributeDefinitions", list(name, object(name, "AttributeName", name, "AttributeType", kind)),
		"KeySchema", list(name, object(name, "AttributeName", name, "KeyType", "HASH")))
	if throughput := p.Get("ProvisionedThroughput"); isNull(throughput) {
		set(table, "BillingMode", text(r.at, "PAY_PER_REQUEST"))
	} else {
		set(table, "ProvisionedThroughput", throughput)
	}
	copyProperty(table, "TableName", p.Get("TableName"))
	copyProperty(table, "SSESpecification", p.Get("SSESpecification"))
	copyProperty(table, "PointInTimeRecoverySpecification", p.Get("PointInTimeRecoverySpecification"))
	if tags := p.Get("Tags"); !isNull(tags) && r.want(tags, "Tags", aMap) {
		set(table, "Tags", value(tags, r.tagItems(tags)))
	}
	r.emit(r.id, "AWS::DynamoDB::Table", table, r.own())
}
