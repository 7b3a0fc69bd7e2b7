{{- define "xraystream.labels" -}}
app.kubernetes.io/name: xraystream
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .service }}
{{- end }}

{{- define "xraystream.name" -}}
{{ .root.Release.Name }}-{{ .service }}
{{- end }}

{{/* The services that are wanted: name, values, port, secret. */}}
{{- define "xraystream.services" -}}
{{- $streamApp := dict "service" "stream-app" "values" .Values.streamApp "port" 8080 "secret" .Values.secrets.streamApp "replicas" .Values.streamApp.replicas -}}
{{- $trainer := dict "service" "trainer" "values" .Values.trainer "port" 8081 "secret" .Values.secrets.trainer "replicas" 1 -}}
{{- $modality := dict "service" "modality-gateway" "values" .Values.modalityGateway "port" 8084 "secret" .Values.secrets.modalityGateway "replicas" 1 -}}
{{- $ehr := dict "service" "ehr-gateway" "values" .Values.ehrGateway "port" 8083 "secret" .Values.secrets.ehrGateway "replicas" 1 -}}
{{- $services := list $streamApp -}}
{{- range list $trainer $modality $ehr -}}
{{- if .values.enabled }}{{ $services = append $services . }}{{ end -}}
{{- end -}}
{{- dict "services" $services | toYaml -}}
{{- end }}
