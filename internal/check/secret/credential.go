package secret

import (
	"slices"
	"strconv"

	"github.com/sconce-dev/sconce/internal/model"
)

// credentials are the properties that take a password, a token or a key as text, by type (CloudFormation
// Template Reference); a star is every item of a list. Those of CodePipeline have a rule of their own.
var credentials = map[string][]string{
	"Alexa::ASK::Skill":                         {"AuthenticationConfiguration.ClientSecret", "AuthenticationConfiguration.RefreshToken"},
	"AWS::Amplify::App":                         {"OauthToken", "AccessToken", "BasicAuthConfig.Password"},
	"AWS::Amplify::Branch":                      {"BasicAuthConfig.Password"},
	"AWS::AmazonMQ::Broker":                     {"Users.*.Password", "LdapServerMetadata.ServiceAccountPassword"},
	"AWS::ApiGateway::ApiKey":                   {"Value"},
	"AWS::AppStream::DirectoryConfig":           {"ServiceAccountCredentials.AccountPassword"},
	"AWS::CodeBuild::SourceCredential":          {"Token"},
	"AWS::Cognito::UserPoolIdentityProvider":    {"ProviderDetails.client_secret", "ProviderDetails.private_key"},
	"AWS::DirectoryService::MicrosoftAD":        {"Password"},
	"AWS::DirectoryService::SimpleAD":           {"Password"},
	"AWS::DMS::Endpoint":                        {"Password", "MongoDbSettings.Password"},
	"AWS::DocDB::DBCluster":                     {"MasterUserPassword"},
	"AWS::DocDBElastic::Cluster":                {"AdminUserPassword"},
	"AWS::EC2::VPNConnection":                   {"VpnTunnelOptionsSpecifications.*.PreSharedKey"},
	"AWS::ElastiCache::ReplicationGroup":        {"AuthToken"},
	"AWS::ElastiCache::User":                    {"Passwords.*", "AuthenticationMode.Passwords.*"},
	"AWS::ElasticLoadBalancingV2::Listener":     {"DefaultActions.*.AuthenticateOidcConfig.ClientSecret"},
	"AWS::ElasticLoadBalancingV2::ListenerRule": {"Actions.*.AuthenticateOidcConfig.ClientSecret"},
	"AWS::Elasticsearch::Domain":                {"AdvancedSecurityOptions.MasterUserOptions.MasterUserPassword"},
	"AWS::EMR::Cluster":                         {"KerberosAttributes.KdcAdminPassword", "KerberosAttributes.ADDomainJoinPassword", "KerberosAttributes.CrossRealmTrustPrincipalPassword"},
	"AWS::Events::Connection":                   {"AuthParameters.ApiKeyAuthParameters.ApiKeyValue", "AuthParameters.BasicAuthParameters.Password", "AuthParameters.OAuthParameters.ClientParameters.ClientSecret"},
	"AWS::FSx::FileSystem":                      {"WindowsConfiguration.SelfManagedActiveDirectoryConfiguration.Password", "OntapConfiguration.FsxAdminPassword"},
	"AWS::Glue::Connection":                     {"ConnectionInput.ConnectionProperties.PASSWORD"},
	"AWS::IAM::User":                            {"LoginProfile.Password"},
	"AWS::KinesisFirehose::DeliveryStream":      {"RedshiftDestinationConfiguration.Password", "SplunkDestinationConfiguration.HECToken", "SnowflakeDestinationConfiguration.PrivateKey", "HttpEndpointDestinationConfiguration.EndpointConfiguration.AccessKey"},
	"AWS::Lightsail::Database":                  {"MasterUserPassword"},
	"AWS::ManagedBlockchain::Member":            {"MemberConfiguration.MemberFrameworkConfiguration.MemberFabricConfiguration.AdminPassword"},
	"AWS::MemoryDB::User":                       {"AuthenticationMode.Passwords.*"},
	"AWS::OpenSearchService::Domain":            {"AdvancedSecurityOptions.MasterUserOptions.MasterUserPassword"},
	"AWS::Pinpoint::APNSChannel":                {"PrivateKey", "TokenKey"},
	"AWS::Pinpoint::GCMChannel":                 {"ApiKey"},
	"AWS::QuickSight::DataSource":               {"Credentials.CredentialPair.Password"},
	"AWS::RDS::DBCluster":                       {"MasterUserPassword"},
	"AWS::RDS::DBInstance":                      {"MasterUserPassword", "TdeCredentialPassword"},
	"AWS::Redshift::Cluster":                    {"MasterUserPassword"},
	"AWS::RedshiftServerless::Namespace":        {"AdminUserPassword"},
	"AWS::SecretsManager::Secret":               {"SecretString"},
	"AWS::Timestream::InfluxDBInstance":         {"Password"},
}

// valuesAt are the values that a pattern of a path leads to: a star is every item.
func valuesAt(v model.Value, parts []string, at func(path []string, v model.Value)) {
	var walk func(v model.Value, parts, path []string)
	walk = func(v model.Value, parts, path []string) {
		switch {
		case len(parts) == 0:
			at(path, v)
		case parts[0] == "*":
			for i, item := range v.OneOrMany() {
				walk(item, parts[1:], append(slices.Clone(path), strconv.Itoa(i)))
			}
		default:
			walk(v.Get(parts[0]), parts[1:], append(slices.Clone(path), parts[0]))
		}
	}
	walk(v, parts, nil)
}
