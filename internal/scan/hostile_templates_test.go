package scan_test

import (
	"fmt"
	"slices"
	"strings"
)

// makers are templates that would make much of little, by what they do.
type makers map[string]func() object

// multiplied are values that are copied to many places.
func multiplied() makers {
	long := strings.Repeat("x", 1<<20)
	return makers{
		"globals of many functions": func() object {
			return globals(object{"Environment": object{"Variables": numbered(400, "V", same("x"))}}, numbered(2000, "F", same(function(nil))))
		},
		"globals as large as it goes": func() object {
			own := object{"Environment": object{"Variables": object{"W": "x"}}}
			return globals(object{"Environment": object{"Variables": numbered(4900, "V", same("x"))}, "Tags": numbered(4900, "T", same("x"))}, numbered(90, "F", same(function(own))))
		},
		"globals and what is over them": func() object {
			global := nested(100, func(v any) any { return object{"a": v, "b": words(20, "b")} })
			local := nested(100, func(v any) any { return object{"a": v} })
			return globals(object{"Environment": global}, numbered(200, "F", same(function(object{"Environment": local}))))
		},
		"a long alias of many functions": func() object {
			return globals(object{"AutoPublishAlias": long}, numbered(2000, "F", same(function(nil))))
		},
		"deep globals": func() object {
			deep := nested(200, func(v any) any { return []any{v} })
			return globals(object{"Environment": deep}, numbered(200, "F", same(function(object{"Environment": deep, "Tags": deep, "Events": deep}))))
		},
		"layers of a large parameter": func() object {
			return parameter(words(50_000, "w"), numbered(200, "L", same(layer(object{"Description": object{"Ref": "P"}}))))
		},
		"a long parameter in many holes": func() object {
			holes := object{"Fn::Sub": strings.Repeat("${P}", 250_000)}
			return parameter(strings.Repeat("y", 100_000), object{"Api": restAPI(object{"BinaryMediaTypes": []any{holes}})})
		},
		"a large parameter in many places": func() object {
			return parameter(words(50_000, "w"), object{"Api": restAPI(object{"Auth": object{"Authorizers": numbered(3000, "A", same(object{"Ref": "P"}))}})})
		},
		"a large mapping in many places": func() object {
			found := object{"Fn::FindInMap": []any{"M", "a", "b"}}
			all := numbered(1500, "F", same(function(object{"AutoPublishAlias": found, "VersionDeletionPolicy": found})))
			return object{"Mappings": object{"M": object{"a": object{"b": words(100_000, "w")}}}, "Resources": all}
		},
		"a layer in many holes": func() object {
			name := strings.Repeat("L", 1000)
			return object{
				"Resources": object{name: layer(nil)},
				"Outputs":   numbered(30, "O", same(object{"Value": object{"Fn::Sub": strings.Repeat("${"+name+"}", 1000)}})),
			}
		},
		"tags that are handed on": func() object {
			return resources(numbered(80, "F", same(function(object{"PropagateTags": true, "Tags": numbered(4000, "T", same("x")), "Events": schedules(1)}))))
		},
		"tags of an implicit API": func() object {
			own := object{"Tags": numbered(4900, "U", same("x")), "Events": gets("Api", "", 1900)}
			return globals(object{"PropagateTags": true, "Tags": numbered(4900, "T", same("x"))}, object{"F": function(own)})
		},
	}
}

// many are templates with many things, and what each of them makes.
func many() makers {
	return makers{
		"events of many functions": func() object { return resources(numbered(1000, "F", same(function(object{"Events": schedules(20)})))) },
		"events of one function":   func() object { return resources(object{"F": function(object{"Events": gets("HttpApi", "", 5000)})}) },
		"routes of many functions": func() object {
			return resources(numbered(1000, "F", func(f int) any { return function(object{"Events": gets("Api", fmt.Sprintf("/%d", f), 30)}) }))
		},
		"policy templates": func() object {
			crud := object{"S3CrudPolicy": object{"BucketName": "b"}}
			return resources(numbered(500, "F", same(function(object{"Policies": repeat(100, crud)}))))
		},
		"policies that are almost the same": func() object {
			policies := make([]any, 300)
			for i := range policies {
				statement := numbered(300, "k", same("v"))
				statement["last"] = i
				policies[i] = object{"Fn::If": []any{"C", "a", object{"Fn::If": []any{"D", statement, "b"}}}}
			}
			return resources(object{"F": function(object{"Policies": policies})})
		},
		"names of policies": func() object { return resources(object{"F": function(object{"Policies": words(100_000, "p")})}) },
		"connectors to many": func() object {
			return resources(numbered(100, "C", same(connector(500))), numbered(500, "T", same(object{"Type": "AWS::DynamoDB::Table"})), object{"F": function(nil)})
		},
		"connectors and what waits for them": func() object {
			waiting := object{"Type": "AWS::SQS::Queue", "DependsOn": words(90_000, "C")}
			return resources(numbered(900, "C", same(connector(1))), object{"T0": object{"Type": "AWS::DynamoDB::Table"}, "F": function(nil), "W": waiting})
		},
		"state machines and their events": func() object {
			definition := nested(100, func(v any) any { return object{"a": v} })
			machine := object{"Type": "AWS::Serverless::StateMachine", "Properties": object{"Definition": definition, "Events": schedules(20)}}
			return resources(numbered(600, "S", same(machine)))
		},
		"a deep definition": func() object {
			definition := nested(200, func(v any) any { return []any{words(1500, "w"), v} })
			return resources(object{"S": object{"Type": "AWS::Serverless::StateMachine", "Properties": object{"Definition": object{"a": definition}}}})
		},
		"functions in a definition": func() object {
			definition := numbered(1500, "s", same(numbered(50, "r", same(object{"Ref": "AWS::Region"}))))
			return resources(object{"S": object{"Type": "AWS::Serverless::StateMachine", "Properties": object{"Definition": definition}}})
		},
		"resolvers of a graph API": func() object {
			runtime := object{"Name": "APPSYNC_JS", "Version": "1"}
			return resources(object{"G": object{"Type": "AWS::Serverless::GraphQLApi", "Properties": object{
				"SchemaInline": "x", "Auth": object{"Type": "AWS_IAM"},
				"Functions": numbered(1500, "f", same(object{"Runtime": runtime, "InlineCode": "x", "DataSource": "NONE"})),
				"Resolvers": object{"Query": numbered(1500, "r", same(object{"Runtime": runtime, "InlineCode": "x", "Pipeline": words(50, "f")}))},
			}}})
		},
		"a loop of functions": func() object {
			body := object{"F${x}": function(object{"Events": schedules(20)})}
			return object{"Transform": []any{"AWS::LanguageExtensions", "AWS::Serverless-2016-10-31"}, "Resources": object{"Fn::ForEach::x": []any{"x", words(5000, "i"), body}}}
		},
	}
}

// described are APIs whose description grows.
func described() makers {
	return makers{
		"routes into a description": func() object {
			paths := numbered(4000, "/p", same(object{"get": object{}, "put": object{}, "post": object{}}))
			return resources(object{"Api": restAPI(object{"MergeDefinitions": true, "DefinitionBody": swagger(paths)}), "F": function(object{"Events": routes(1900, nil)})})
		},
		"methods under nested conditions": func() object {
			item := any(object{"put": object{}})
			for range 14 {
				item = object{"Fn::If": []any{"C", item, item}}
			}
			events := numbered(1900, "E", same(event("Api", object{"Path": "/p0", "Method": "get", "RestApiId": object{"Ref": "Api"}})))
			return resources(object{"Api": restAPI(object{"MergeDefinitions": true, "DefinitionBody": swagger(object{"/p0": item})}), "F": function(object{"Events": events})})
		},
		"preflights": func() object {
			cors := object{"AllowHeaders": words(90_000, "h"), "AllowOrigin": "'x'"}
			return resources(object{"Api": restAPI(object{"Cors": cors, "DefinitionBody": swagger(numbered(5000, "/p", same(object{"get": object{}})))})})
		},
		"authorizers and routes": func() object {
			authorizer := object{"FunctionArn": object{"Fn::GetAtt": []any{"F", "Arn"}}, "AuthorizationScopes": words(100, "s")}
			auth := object{"Authorizers": numbered(1000, "A", same(authorizer)), "DefaultAuthorizer": "A1"}
			events := routes(900, func(i int) any { return object{"Authorizer": fmt.Sprintf("A%d", i)} })
			return resources(object{"Api": restAPI(object{"Auth": auth}), "F": function(object{"Events": events})})
		},
		"scopes of one authorizer": func() object {
			auth := object{"Authorizers": object{"A": object{"UserPoolArn": "x", "AuthorizationScopes": words(100_000, "s")}}}
			return resources(object{"Api": restAPI(object{"Auth": auth}), "F": function(object{"Events": routes(1900, func(int) any { return object{"Authorizer": "A"} })})})
		},
		"security that names no authorizer": func() object {
			auth := object{"Authorizers": numbered(5000, "A", same(object{"UserPoolArn": "x"})), "DefaultAuthorizer": "A1"}
			get := object{"security": repeat(80, object{"B4999": []any{}}), "x-amazon-apigateway-integration": object{}}
			return resources(object{"Api": restAPI(object{"Auth": auth, "DefinitionBody": swagger(numbered(500, "/p", same(object{"get": get})))})})
		},
		"parameters of paths": func() object {
			var path strings.Builder
			for i := range 10_000 {
				fmt.Fprintf(&path, "/{a%d}", i)
			}
			events := numbered(25, "E", func(i int) any {
				return event("HttpApi", object{"Path": fmt.Sprintf("%s/%d", &path, i), "Method": "get"})
			})
			return resources(object{"F": function(object{"Events": events})})
		},
		"parameters of requests": func() object {
			events := numbered(100, "E", func(i int) any {
				return event("Api", object{"Path": fmt.Sprintf("/%d", i), "Method": "get", "RequestParameters": words(3000, "method.request.header.")})
			})
			return resources(object{"F": function(object{"Events": events})})
		},
		"a long stage": func() object {
			return resources(object{"Api": restAPI(object{"StageName": strings.Repeat("x", 1<<20)}), "F": function(object{"Events": routes(1900, nil)})})
		},
	}
}

// wrong are templates with much that is not right.
func wrong() makers {
	return makers{
		"long names": func() object {
			return resources(object{strings.Repeat("x", 1<<20): function(object{"Events": numbered(4000, "E", same(event("S3", object{})))})})
		},
		"long names of events": func() object {
			return resources(object{"F": function(object{"Events": numbered(40, strings.Repeat("x", 50_000), same(event("S3", object{})))})})
		},
		"a circle": func() object {
			return resources(numbered(1500, "F", func(i int) any {
				f := function(nil)
				f["DependsOn"] = fmt.Sprintf("F%d", (i+1)%1500)
				return f
			}))
		},
		"wrong shapes in many places": func() object {
			shapes := object{"Tags": "x", "Layers": 1, "VpcConfig": 1, "Environment": 1, "Architectures": 1, "Handler": []any{}, "Runtime": []any{}, "RolePath": []any{}, "FileSystemConfigs": 1}
			return resources(numbered(1900, "F", same(function(shapes))))
		},
		"many keys": func() object { return resources(object{"F": function(numbered(60_000, "K", same("x")))}) },
	}
}

func repeat(n int, item any) []any { return slices.Repeat([]any{item}, n) }

// anchors repeat what is large with few letters.
func anchors() string {
	var b strings.Builder
	b.WriteString("Transform: AWS::Serverless-2016-10-31\nGlobals:\n  Function:\n    Environment: &e\n      Variables: &v {A0: x}\n")
	b.WriteString("Resources:\n")
	for i := range 300 {
		fmt.Fprintf(&b, "  F%d: &f%d\n    Type: AWS::Serverless::Function\n    Properties:\n      Runtime: python3.13\n      Environment: *e\n      Tags: {", i, i)
		for j := range 100 {
			fmt.Fprintf(&b, "T%d: *v, ", j)
		}
		b.WriteString("}\n")
	}
	for i := range 1500 {
		fmt.Fprintf(&b, "  G%d: *f%d\n", i, i%300)
	}
	return b.String()
}
