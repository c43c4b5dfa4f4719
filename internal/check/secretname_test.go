package check

import (
	"strings"
	"testing"
)

func TestNamesSecret(t *testing.T) {
	for name, want := range map[string]bool{
		"PASSWORD": true, "DB_PASSWORD": true, "dbPassword": true, "db-password": true, "Database.Password": true,
		"API_KEY": true, "apiKey": true, "APIKey": true, "STRIPE_APIKEY": true, "X_API_TOKEN": true, "JWT_SECRET": true,
		"CLIENT_SECRET": true, "SECRET_KEY_BASE": true, "AWS_SECRET_ACCESS_KEY": true, "SIGNING_KEY": true, "PRIVATE_KEY": true,
		"PASSWORD_2": true, "API_KEY_PROD": true, "SLACK_WEBHOOK_URL": true, "DB_CONNECTION_STRING": true, "GITHUB_PAT": true,
		"MasterUserPassword": true, "SecretString": true, "DB_PASS": true,

		"SECRET_ARN": false, "TOKEN_URL": false, "PASSWORD_MIN_LENGTH": false, "KEY_ID": false, "SecretName": false,
		"PUBLIC_KEY": false, "PRIMARY_KEY": false, "PARTITION_KEY": false, "SORT_KEY": false, "pk": false, "HASH_KEY_NAME": false,
		"TABLE_TOKEN_INDEX": false, "TOKENS_TABLE": false, "PASSWORD_RESET_QUEUE": false, "SECRET_ID": false, "TOKEN_TTL": false,
		"secretsManagerEndpoint": false, "KMS_KEY": false, "S3_KEY": false, "CACHE_KEY": false, "PASSTHROUGH": false,
		"COMPASS": false, "BYPASS": false, "PATH": false, "PATTERN": false, "": false, "_": false, "42": false, "VALUE": false,
		"ACCESS_KEY_ID": false, "TOKENIZER": false, "SALTED": false,
	} {
		if got := NamesSecret(name); got != want {
			t.Errorf("NamesSecret(%q) is %v", name, got)
		}
	}
}

func TestSplitWords(t *testing.T) {
	for name, want := range map[string]string{
		"DB_PASSWORD": "db password", "dbPassword": "db password", "DBPassword": "db password", "HTTPServer": "http server",
		"kebab-case.name": "kebab case name", "APIKey2": "api key2", "S3_KEY": "s3 key", "": "", "__": "", "a": "a",
		"ÄußereÖffnung": "äußere öffnung", "userID": "user id",
	} {
		if got := strings.Join(splitWords(name), " "); got != want {
			t.Errorf("splitWords(%q) is %q, want %q", name, got, want)
		}
	}
}
