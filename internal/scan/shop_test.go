package scan_test

import (
	"testing"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/scan"
)

// planted are the weaknesses of the example's configuration and code, by their numbers in examples/shop/README.md:
// a rule that finds each, and the element it is about. What says more about the trade than about the code no rule looks
// for: 17 (markup that the front end makes), 22 (answers that differ), 38 (prices), 73 (whole tables are read).
var planted = map[int][2]string{
	1: {"privilege-wildcard-action", "OrdersRole"}, 2: {"privilege-shared-role", "OrdersRole"}, 3: {"privilege-wildcard-resource", "OrdersRole"},
	4: {"privilege-admin-policy", "AdminReportRole"}, 5: {"privilege-pass-role", "WebhookRole"}, 6: {"privilege-admin-policy", "LoginRole"},
	7: {"privilege-wildcard-action", "ImageProcessorRole"}, 8: {"privilege-wildcard-resource", "CatalogRole"}, 9: {"privilege-wildcard-resource", "OrderWorkerRole"},
	10: {"privilege-public-resource", "ImageBucket"}, 11: {"privilege-public-resource", "OrderQueue"}, 12: {"privilege-confused-deputy", "ImageProcessor"},
	13: {"privilege-confused-deputy", "Webhook"}, 14: {"privilege-cross-account-role", "PartnerRole"},

	15: {"injection-sql", "SearchProducts"}, 16: {"injection-regex", "SearchProducts"}, 18: {"hardening-token-not-verified", "CreateOrder"},
	19: {"hardening-missing-ownership-check", "GetOrder"}, 20: {"hardening-weak-crypto", "Login"}, 21: {"hardening-weak-randomness", "CreateOrder"},
	23: {"hardening-error-disclosed", "SearchProducts"}, 24: {"injection-code", "AdminReport"}, 25: {"injection-deserialisation", "AdminReport"},
	26: {"injection-template", "AdminReport"}, 27: {"injection-path", "AdminReport"}, 28: {"injection-command", "ImageProcessor"},
	29: {"injection-sql", "OrderWorker"}, 30: {"injection-path", "ImageProcessor"}, 31: {"injection-ssrf", "Webhook"}, 32: {"injection-prototype", "Webhook"},
	33: {"injection-nosql", "AdminReport"}, 34: {"hardening-tls-not-verified", "AdminReport"}, 35: {"hardening-weak-crypto", "Webhook"},
	36: {"injection-resource", "Webhook"}, 37: {"injection-presigned-key", "CreateUpload"}, 39: {"hardening-input-not-validated", "CreateOrder"},
	44: {"hardening-credential-in-code", "OrderWorker"}, 45: {"hardening-credential-in-code", "AdminReport"}, 48: {"hardening-sensitive-data-logged", "Login"},
	53: {"hardening-leaking-global", "AdminReport"}, 54: {"hardening-leftover-file", "ImageProcessor"}, 55: {"hardening-missing-timeout", "Webhook"},
	59: {"hardening-sensitive-data-stored", "CreateOrder"}, 90: {"injection-html", "AdminReport"},

	40: {"secret-plaintext-parameter", "DatabasePassword"}, 41: {"secret-plaintext-parameter", "TokenSecret"}, 42: {"secret-plaintext-environment", "SearchProducts"},
	43: {"secret-plaintext-environment", "OrderWorker"}, 46: {"secret-literal-password", "CarrierSecret"}, 47: {"secret-in-output", "Outputs.DatabaseLogin"},

	49: {"pipeline-code-signing-off", ""}, 50: {"pipeline-runtime-end-of-life", "AdminReport"}, 51: {"pipeline-layer-other-account", "ImageProcessor"},

	60: {"encryption-classified-without-key", "OrdersTable"}, 61: {"encryption-at-rest-off", "OrderQueue"}, 62: {"encryption-in-transit-optional", "ReportBucket"},
	63: {"encryption-at-rest-off", "ShippedTopic"}, 64: {"encryption-at-rest-off", "ProductDatabase"},

	65: {"exposure-route-without-auth", "Api/GET /admin/reports"}, 66: {"exposure-url-without-auth", "AdminReportUrl"}, 67: {"exposure-route-without-auth", "Api/POST /webhooks/carrier"},
	68: {"exposure-wildcard-cors", "Api"}, 69: {"exposure-no-throttling", "Api"}, 70: {"exposure-no-reserved-concurrency", ""}, 71: {"exposure-recursion", "ImageProcessor"},
	72: {"exposure-timeout-too-long", "Webhook"}, 74: {"exposure-queue-no-max-concurrency", ""}, 75: {"exposure-visibility-too-short", "OrderQueue"},
	76: {"exposure-no-cdn", "Api"}, 77: {"exposure-public-database", "ProductDatabase"},

	78: {"observability-log-retention", "CreateOrder"}, 79: {"observability-log-retention", "AdminReport"}, 80: {"observability-tracing-off", "CreateOrder"},
	81: {"observability-access-log-off", "ApiApiGatewayDefaultStage"}, 82: {"observability-no-dead-letter", "OrderQueue"}, 83: {"observability-no-alarm", ""},
}

// TestShop finds what was planted in the example, and nothing that matters in the repaired one.
func TestShop(t *testing.T) {
	shop, err := scan.Run(t.Context(), scan.Options{Path: "../../examples/shop", Now: today, Parameters: map[string]string{"PartnerAccountId": "111122223333"}})
	if err != nil {
		t.Fatal(err)
	}
	found := map[[2]string]bool{}
	for _, f := range shop.Apps[0].Findings {
		found[[2]string{f.Rule, model.LocalName(f.Resource)}] = true
		found[[2]string{f.Rule, ""}] = true
	}
	for number, want := range planted {
		if !found[want] {
			t.Errorf("weakness %d is not found: %s %s", number, want[0], want[1])
		}
	}
	fixed, err := scan.Run(t.Context(), scan.Options{Path: "../../examples/shop-fixed", Now: today})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range fixed.Apps[0].Findings {
		if f.Severity >= finding.Medium {
			t.Errorf("the repaired shop has %s %s: %s", f.Severity, f.Rule, f.Message)
		}
	}
}
