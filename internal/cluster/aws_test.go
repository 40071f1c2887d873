package cluster_test

import (
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redraft/redraft/internal/cluster"
)

// aws answers like the services of AWS that know logins, in their own formats. The real SDK speaks to it.
type aws struct {
	sync.Mutex
	host, port string    // the server that it names
	expires    time.Time // when credentials end
	secret     string
	asked      map[string]int
	sent       map[string]string
}

func newAWS(t *testing.T, address string) *aws {
	t.Helper()
	a := &aws{asked: make(map[string]int), sent: make(map[string]string), expires: time.Now().Add(time.Hour)}
	a.host, a.port, _ = net.SplitHostPort(address)
	server := httptest.NewServer(a)
	t.Cleanup(server.Close)
	for name, value := range map[string]string{
		"AWS_ENDPOINT_URL": server.URL, "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "hush", "AWS_REGION": "eu-west-1",
		"AWS_CONFIG_FILE": "/nowhere", "AWS_SHARED_CREDENTIALS_FILE": "/nowhere", "AWS_EC2_METADATA_DISABLED": "true",
	} {
		t.Setenv(name, value)
	}
	return a
}

// ServeHTTP speaks AWS's query protocol for provisioned clusters and JSON for the rest.
func (a *aws) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.Lock()
	defer a.Unlock()
	body, _ := io.ReadAll(r.Body)
	if target := r.Header.Get("X-Amz-Target"); target != "" {
		_, action, _ := strings.Cut(target, ".")
		a.json(w, action, body)
		return
	}
	form, _ := url.ParseQuery(string(body))
	a.query(w, form)
}

func (a *aws) query(w http.ResponseWriter, form url.Values) {
	action := form.Get("Action")
	a.asked[action]++
	for key := range form {
		a.sent[key] = form.Get(key)
	}
	end := a.expires.UTC().Format(time.RFC3339)
	inner := map[string]string{
		"GetClusterCredentials": "<DbUser>IAM:" + form.Get("DbUser") + "</DbUser><DbPassword>temporary</DbPassword><Expiration>" + end +
			"</Expiration>",
		"GetClusterCredentialsWithIAM": "<DbUser>IAMR:role</DbUser><DbPassword>temporary</DbPassword><Expiration>" + end + "</Expiration>",
		"DescribeClusters": "<Clusters><Cluster><ClusterIdentifier>warehouse</ClusterIdentifier><Endpoint><Address>" + a.host +
			"</Address><Port>" + a.port + "</Port></Endpoint></Cluster></Clusters>",
	}[action]
	w.Header().Set("Content-Type", "text/xml")
	_, _ = io.WriteString(w, "<"+action+"Response xmlns=\"http://redshift.amazonaws.com/doc/2012-12-01/\"><"+action+"Result>"+inner+
		"</"+action+"Result><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></"+action+"Response>")
}

func (a *aws) json(w http.ResponseWriter, action string, body []byte) {
	a.asked[action]++
	var sent map[string]any
	_ = json.Unmarshal(body, &sent)
	for key, value := range sent {
		if text, ok := value.(string); ok {
			a.sent[key] = text
		}
	}
	answers := map[string]string{
		"GetCredentials": `{"dbUser":"IAM:ana","dbPassword":"temporary","expiration":` + jsonNumber(a.expires.Unix()) + `}`,
		"GetWorkgroup":   `{"workgroup":{"workgroupName":"wg","endpoint":{"address":"` + a.host + `","port":` + a.port + `}}}`,
		"GetSecretValue": `{"ARN":"arn","Name":"n","SecretString":` + jsonText(a.secret) + `}`,
	}
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	_, _ = io.WriteString(w, answers[action])
}

func jsonNumber(n int64) string { b, _ := json.Marshal(n); return string(b) }
func jsonText(s string) string  { b, _ := json.Marshal(s); return string(b) }

// refused connects to a server that refuses everybody, and returns the error.
func refused(t *testing.T, settings map[string]string) error {
	t.Helper()
	settings["sslmode"] = "disable"
	config, err := cluster.Parse(settings, func(string) string { return "" })
	if err != nil {
		t.Fatal(err)
	}
	return connect(t, config)
}

func connect(t *testing.T, config cluster.Config) error {
	t.Helper()
	conn, err := config.Open(t.Context())
	if err == nil {
		_ = conn.Close(t.Context())
		t.Fatal("the server refuses everybody")
	}
	return err
}

// TestAWSGivesTheLogin lets each service give a login, and looks at what the database server gets and what was asked for.
func TestAWSGivesTheLogin(t *testing.T) {
	for name, c := range map[string]struct {
		settings map[string]string
		secret   string
		password string
		sent     map[string]string
	}{
		"a named user of a cluster": {
			settings: map[string]string{"cluster": "warehouse", "database": "dev", "db_user": "ana", "db_groups": "a,b", "auto_create": "true"},
			password: "temporary",
			sent:     map[string]string{"ClusterIdentifier": "warehouse", "DbUser": "ana", "DbName": "dev", "AutoCreate": "true", "DbGroups.DbGroup.2": "b"},
		},
		"the caller's own identity on a cluster": {
			settings: map[string]string{"cluster": "warehouse", "database": "dev"},
			password: "temporary",
			sent:     map[string]string{"Action": "DescribeClusters", "DbName": "dev"},
		},
		"a workgroup": {
			settings: map[string]string{"workgroup": "wg", "database": "dev"},
			password: "temporary",
			sent:     map[string]string{"workgroupName": "wg", "dbName": "dev"},
		},
		"a stored secret": {
			settings: map[string]string{"secret": "arn"},
			secret:   `{"username":"ana","password":"kept","host":"HOST","port":PORT,"dbname":"dev","engine":"redshift"}`,
			password: "kept",
			sent:     map[string]string{"SecretId": "arn"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			seen := make(chan string, 1)
			a := newAWS(t, passwordServer(t, seen))
			a.secret = strings.NewReplacer("HOST", a.host, "PORT", a.port).Replace(c.secret)
			err := refused(t, c.settings)
			select {
			case got := <-seen:
				if got != c.password {
					t.Errorf("the server got %q", got)
				}
			default:
				t.Fatalf("nobody came to the server: %v", err)
			}
			for key, want := range c.sent {
				if a.sent[key] != want {
					t.Errorf("%s is %q, want %q", key, a.sent[key], want)
				}
			}
			if strings.Contains(err.Error(), c.password+`"`) {
				t.Errorf("the error shows the password: %v", err)
			}
		})
	}
}

// TestCredentialsAreAskedForOnceAndBeforeTheyExpire opens two connections while credentials are good, and one when they
// are about to end.
func TestCredentialsAreAskedForOnceAndBeforeTheyExpire(t *testing.T) {
	a := newAWS(t, passwordServer(t, make(chan string, 9)))
	config, err := cluster.Parse(map[string]string{"workgroup": "wg", "database": "dev", "sslmode": "disable"},
		func(string) string { return "" })
	if err != nil {
		t.Fatal(err)
	}
	_, _ = connect(t, config), connect(t, config)
	if n := a.asked["GetCredentials"]; n != 1 {
		t.Errorf("asked %d times for two connections", n)
	}
	_ = connect(t, config.WithDatabase("other"))
	if n := a.asked["GetCredentials"]; n != 2 {
		t.Errorf("asked %d times for two databases", n)
	}
	a.expires = time.Now().Add(time.Minute)
	again, _ := cluster.Parse(map[string]string{"workgroup": "wg", "database": "dev", "sslmode": "disable"},
		func(string) string { return "" })
	_, _ = connect(t, again), connect(t, again)
	if n := a.asked["GetCredentials"]; n != 4 {
		t.Errorf("asked %d times: credentials that are about to end are used again", n)
	}
}

func TestASecretThatIsNoLoginIsNotRepeated(t *testing.T) {
	for _, text := range []string{"s3cr3t-Passw0rd", `{"password":"s3cr3t-Passw0rd"}`, `{"username":["s3cr3t-Passw0rd"]}`} {
		a := newAWS(t, "127.0.0.1:1")
		a.secret = text
		err := refused(t, map[string]string{"secret": "arn"})
		if strings.Contains(err.Error(), "s3cr3t") || !strings.Contains(err.Error(), "not the login of a database") {
			t.Errorf("the error is %v", err)
		}
	}
}

func TestNoRegionIsSaid(t *testing.T) {
	newAWS(t, "127.0.0.1:1")
	t.Setenv("AWS_REGION", "")
	err := refused(t, map[string]string{"cluster": "warehouse", "database": "dev"})
	if err == nil || !strings.Contains(err.Error(), "set region, or AWS_REGION") {
		t.Errorf("the error is %v", err)
	}
	var answer interface{ SQLState() string }
	if errors.As(err, &answer) {
		t.Errorf("it pretends to be a server's answer: %v", err)
	}
}
