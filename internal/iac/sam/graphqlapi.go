package sam

// graphQL expands AWS::Serverless::GraphQLApi.
func (t *transformer) graphQL(*resource) {}
