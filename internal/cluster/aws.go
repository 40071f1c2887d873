package cluster

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/redshift"
	"github.com/aws/aws-sdk-go-v2/service/redshiftserverless"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
)

// awsSettings say which service of AWS knows the login.
type awsSettings struct {
	secret, cluster, workgroup string
	region, profile            string
	dbUser                     string
	groups                     []string
	autoCreate                 bool
}

func (a awsSettings) used() bool { return a.secret != "" || a.cluster != "" || a.workgroup != "" }

// place names where the server is when no host is written.
func (a awsSettings) place() string { return cmp.Or(a.cluster, a.workgroup, a.secret) }

func (a awsSettings) how() string {
	switch {
	case a.secret != "":
		return "password from Secrets Manager"
	case a.cluster != "":
		return "temporary credentials of cluster " + a.cluster
	case a.workgroup != "":
		return "temporary credentials of workgroup " + a.workgroup
	}
	return ""
}

func (a awsSettings) check() error {
	named := 0
	for _, name := range []string{a.secret, a.cluster, a.workgroup} {
		if name != "" {
			named++
		}
	}
	switch {
	case named > 1:
		return errors.New("more than one of secret, cluster and workgroup is set; keep one of them")
	case a.cluster == "" && (a.dbUser != "" || len(a.groups) > 0 || a.autoCreate):
		return errors.New("db_user, db_groups and auto_create belong to temporary credentials of a cluster; set cluster")
	case a.dbUser == "" && (len(a.groups) > 0 || a.autoCreate):
		return errors.New("db_groups and auto_create need a db_user")
	}
	return nil
}

func (a awsSettings) source() source {
	switch {
	case a.secret != "":
		return storedSecret{a}
	case a.cluster != "":
		return provisioned{a}
	}
	return serverless{a}
}

// load reads AWS's own configuration: environment, profile, instance role.
func (a awsSettings) load(ctx context.Context) (aws.Config, error) {
	var options []func(*config.LoadOptions) error
	if a.region != "" {
		options = append(options, config.WithRegion(a.region))
	}
	if a.profile != "" {
		options = append(options, config.WithSharedConfigProfile(a.profile))
	}
	loaded, err := config.LoadDefaultConfig(ctx, options...)
	if err != nil {
		return loaded, fmt.Errorf("the AWS configuration cannot be read: %w", err)
	}
	if loaded.Region == "" {
		return loaded, errors.New("no AWS region is known; set region, or AWS_REGION")
	}
	return loaded, nil
}

// provisioned asks for temporary credentials of a cluster (GetClusterCredentials for a named user,
// GetClusterCredentialsWithIAM for the caller's own identity) and for its address (DescribeClusters).
type provisioned struct{ awsSettings }

func (p provisioned) login(ctx context.Context, database string) (login, error) {
	loaded, err := p.load(ctx)
	if err != nil {
		return login{}, err
	}
	client := redshift.NewFromConfig(loaded)
	l, err := p.credentials(ctx, client, database)
	if err != nil {
		return login{}, fmt.Errorf("no temporary credentials for cluster %s: %w", p.cluster, err)
	}
	found, err := client.DescribeClusters(ctx, &redshift.DescribeClustersInput{ClusterIdentifier: &p.cluster})
	if err == nil && len(found.Clusters) == 1 && found.Clusters[0].Endpoint != nil {
		end := found.Clusters[0].Endpoint
		l.host, l.port = aws.ToString(end.Address), int(aws.ToInt32(end.Port))
	}
	// Who may fetch credentials may still not look up the address: then a host must be written, which Open says.
	return l, nil
}

func (p provisioned) credentials(ctx context.Context, client *redshift.Client, database string) (login, error) {
	if p.dbUser == "" {
		got, err := client.GetClusterCredentialsWithIAM(ctx, &redshift.GetClusterCredentialsWithIAMInput{
			ClusterIdentifier: &p.cluster, DbName: &database,
		})
		if err != nil {
			return login{}, err
		}
		return temporary(got.DbUser, got.DbPassword, got.Expiration), nil
	}
	got, err := client.GetClusterCredentials(ctx, &redshift.GetClusterCredentialsInput{
		ClusterIdentifier: &p.cluster, DbName: &database, DbUser: &p.dbUser, DbGroups: p.groups, AutoCreate: &p.autoCreate,
	})
	if err != nil {
		return login{}, err
	}
	return temporary(got.DbUser, got.DbPassword, got.Expiration), nil
}

func temporary(user, password *string, expires *time.Time) login {
	return login{user: aws.ToString(user), password: newSecret(aws.ToString(password)), expires: aws.ToTime(expires)}
}

// serverless asks for temporary credentials of a workgroup (GetCredentials) and for its address (GetWorkgroup).
type serverless struct{ awsSettings }

func (s serverless) login(ctx context.Context, database string) (login, error) {
	loaded, err := s.load(ctx)
	if err != nil {
		return login{}, err
	}
	client := redshiftserverless.NewFromConfig(loaded)
	got, err := client.GetCredentials(ctx, &redshiftserverless.GetCredentialsInput{WorkgroupName: &s.workgroup, DbName: &database})
	if err != nil {
		return login{}, fmt.Errorf("no temporary credentials for workgroup %s: %w", s.workgroup, err)
	}
	l := temporary(got.DbUser, got.DbPassword, got.Expiration)
	found, err := client.GetWorkgroup(ctx, &redshiftserverless.GetWorkgroupInput{WorkgroupName: &s.workgroup})
	if err == nil && found.Workgroup != nil && found.Workgroup.Endpoint != nil {
		end := found.Workgroup.Endpoint
		l.host, l.port = aws.ToString(end.Address), int(aws.ToInt32(end.Port))
	}
	return l, nil
}

// storedSecret reads a login that Secrets Manager keeps, in the form that it keeps those of databases in.
type storedSecret struct{ awsSettings }

// errSecret does not say what the secret holds instead.
var errSecret = errors.New(`the secret is not the login of a database: JSON with "username" and "password" is expected`)

func (s storedSecret) login(ctx context.Context, _ string) (login, error) {
	loaded, err := s.load(ctx)
	if err != nil {
		return login{}, err
	}
	got, err := secretsmanager.NewFromConfig(loaded).GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{SecretId: &s.secret})
	if err != nil {
		return login{}, fmt.Errorf("the secret cannot be read: %w", err)
	}
	var kept struct {
		Username, Password, Host string
		Port                     any
		Database                 string `json:"dbname"`
	}
	if json.Unmarshal([]byte(aws.ToString(got.SecretString)), &kept) != nil || kept.Username == "" || kept.Password == "" {
		return login{}, errSecret
	}
	port, _ := strconv.Atoi(fmt.Sprint(kept.Port)) // a number or a text; 0 leaves it to the settings
	return login{
		user: kept.Username, password: newSecret(kept.Password), host: kept.Host, port: port, database: kept.Database,
	}, nil
}
