import type { DoctorWords } from "./doctor-words.ts";

export const PT_BR: DoctorWords = {
  checks: {
    address: "Endereço público",
    sockets: "Websockets pelo proxy",
    certificate: "Certificado (TLS)",
    webhook: "Webhook",
    mailbox: "Caixa de e-mail",
    database: "PostgreSQL",
    connections: "Conexões com o banco",
    redis: "Redis",
    clock: "Relógio",
    disk: "Espaço em disco",
    files: "Armazenamento de arquivos",
    backups: "Backups",
    browser: "Navegador dos celulares pareados",
  },
  statuses: {
    ok: "Em ordem",
    warning: "Atenção",
    broken: "Com problema",
    unchecked: "Não verificado",
  },
  findings: {
    "address-answers": ["{address} leva a esta instalação.", ""],
    "address-unreachable": [
      "{address} não responde a partir daqui ({code}).",
      "Confira o nome (DNS), o proxy e o firewall, e se PUBLIC_URL é exatamente o que navegadores e provedores chamam. Se só falha de dentro (roteador sem hairpin NAT), permita que esta máquina alcance o próprio nome público.",
    ],
    "address-of-another": [
      "Outro servidor responde em {address} (status {status}).",
      "O nome leva a outra máquina ou a outra instalação, ou o proxy entrega /healthz a outra coisa. Aponte o nome para cá ou corrija PUBLIC_URL.",
    ],
    "sockets-work": ["Uma palavra foi e voltou em {ms} ms.", ""],
    "sockets-refused": [
      "O proxy respondeu {status} em vez de abrir um websocket.",
      'Deixe o proxy passar o upgrade: no nginx, `proxy_http_version 1.1`, `proxy_set_header Upgrade $http_upgrade` e `proxy_set_header Connection "upgrade"` para /socket.io/. Caddy e Traefik fazem isso sozinhos.',
    ],
    "sockets-silent": [
      "O websocket abre, mas nada volta por ele.",
      "Algo no caminho retém os quadros: desligue o buffer de respostas para /socket.io/ e procure um firewall que inspecione websockets.",
    ],
    "sockets-unreachable": [
      "Não é possível abrir um websocket para {address} ({code}).",
      "Resolva primeiro o endereço público; se ele responde, é o proxy que fecha a conexão: veja o log dele.",
    ],
    "certificate-good": ["Válido por mais {days} dias, emitido por {issuer}.", ""],
    "certificate-ends-soon": [
      "Vence em {days} dias.",
      "Renove. Se a renovação é automática, veja por que não ocorreu: em geral a porta 80 está fechada ou a tarefa de renovação parou.",
    ],
    "certificate-ended": [
      "Venceu há {days} dias: navegadores e provedores recusam.",
      "Renove o certificado e recarregue o proxy.",
    ],
    "certificate-untrusted": [
      "Ninguém responde por ele ({code}): navegadores avisam e provedores não chamam.",
      "Instale um certificado de uma autoridade pública para este mesmo nome, com a cadeia completa.",
    ],
    "certificate-none": [
      "O endereço é http simples, só desta máquina.",
      "Para uso por outras pessoas, defina PUBLIC_URL com um endereço https.",
    ],
    "certificate-unreachable": [
      "A negociação TLS falhou ({code}).",
      "Confira se o proxy escuta nesta porta e fala TLS nela.",
    ],
    "webhook-works": ["Um pedido assinado chegou a esta caixa em {ms} ms.", ""],
    "webhook-unreachable": [
      "O endereço que o provedor chama não responde ({code}).",
      "Resolva o endereço público: até lá as mensagens desta caixa esperam no provedor, e alguns desistem.",
    ],
    "webhook-not-here": [
      "O endereço que o provedor chama não conhece esta caixa.",
      "PUBLIC_URL leva a outra instalação, ou o proxy não entrega /webhooks/ a esta.",
    ],
    "webhook-signature": [
      "Um pedido assinado corretamente foi recusado ({status}).",
      "Algo no caminho muda o corpo, a consulta ou os cabeçalhos, ou pede senha. Entregue /webhooks/ sem tocar em nada. Se só assinaturas antigas são recusadas, acerte o relógio.",
    ],
    "webhook-refused": [
      "O endereço que o provedor chama respondeu {status}.",
      "Há um redirecionamento ou uma página de erro antes do gateway: entregue os POST para /webhooks/ diretamente.",
    ],
    "webhook-off": ["A caixa está desligada.", ""],
    "mailbox-works": ["E-mails entram e saem: {steps} etapas passaram.", ""],
    "mailbox-asks": [
      "Funciona, mas o servidor não avisa de e-mail novo (sem IDLE).",
      "Nada precisa ser feito: perguntamos a cada minuto. Um servidor com IDLE avisaria na hora.",
    ],
    "mailbox-junk": [
      "O e-mail de teste chegou, mas na pasta de spam.",
      "Configure SPF, DKIM e DMARC do domínio e marque o e-mail como não spam.",
    ],
    "mailbox-fails": [
      "A etapa {step} falhou: {hint}.",
      "Abra esta caixa em Canais e teste ali: cada etapa diz o que mudar.",
    ],
    "mailbox-off": ["A caixa está desligada.", ""],
    "mailbox-demo": ["A caixa da própria demonstração: seus e-mails nunca saem desta máquina.", ""],
    "settings-unreadable": [
      "As configurações gravadas desta caixa não podem ser abertas ou lidas.",
      "A SECRET_KEY mudou, ou um backup foi restaurado sem a chave dele? Recoloque a chave antiga ou informe de novo as configurações da caixa.",
    ],
    "database-good": ["Versão {version}; toda gravação espera o disco.", ""],
    "database-away": [
      "O PostgreSQL não responde ({code}).",
      "Veja se está no ar, se o disco dele está cheio e se DATABASE_URL está certa. Até lá nada é aceito, e os provedores voltam a tentar.",
    ],
    "database-old": [
      "A versão {version} é antiga demais.",
      "Atualize o PostgreSQL para a {needed} ou mais nova.",
    ],
    "database-unsafe": [
      "Uma queda de energia pode perder o que foi aceito: {settings} está desligado.",
      "Ligue no postgresql.conf e recarregue o servidor. Sem isso, aceitar não garante nada.",
    ],
    "connections-enough": ["{used} de {max} em uso.", ""],
    "connections-few": [
      "{used} de {max} em uso: restam poucas.",
      "Aumente max_connections ou rode menos processos: cada um usa até 20, e mais 30 para as tarefas quando não há Redis.",
    ],
    "connections-out": [
      "{used} de {max} em uso: o próximo processo não encontra nenhuma.",
      "Aumente max_connections agora ou pare quem as segura (pg_stat_activity mostra quem).",
    ],
    "redis-good": ["Versão {version}, não descarta nada.", ""],
    "redis-unused": ["O PostgreSQL cuida das tarefas: não há Redis.", ""],
    "redis-away": [
      "O Redis não responde ({code}).",
      "Veja se está no ar e se REDIS_URL está certa. Enquanto isso as mensagens são aceitas, e são encaminhadas quando ele voltar.",
    ],
    "redis-evicts": [
      "A política dele é {policy}: quando a memória acaba, descarta tarefas em silêncio.",
      "Defina `maxmemory-policy noeviction` no redis.conf e deixe este Redis só para o gateway.",
    ],
    "redis-old": [
      "A versão {version} é antiga demais.",
      "Atualize para o Redis {needed} ou mais novo; recomendamos o 7.",
    ],
    "redis-full": [
      "{percent} % da memória dele está em uso.",
      "Aumente maxmemory: um Redis cheio não aceita mais tarefas, e tudo fica lento.",
    ],
    "clock-right": ["No máximo {seconds} s de diferença. Relógios comparados: {clocks}.", ""],
    "clock-off": [
      "{seconds} s de diferença para o relógio de {of}.",
      "Acerte o relógio da máquina por NTP (chrony, systemd-timesyncd): a partir de cinco minutos, assinaturas são recusadas.",
    ],
    "clock-wrong": [
      "{seconds} s de diferença para o relógio de {of}: assinaturas estão para ser recusadas, ou já são.",
      "Acerte já o relógio da máquina por NTP (chrony, systemd-timesyncd). Se só o do banco difere, acerte o da máquina dele.",
    ],
    "clock-alone": [
      "Não havia outro relógio para comparar.",
      "Ele é comparado com o do banco assim que este responder.",
    ],
    "disk-enough": ["{free} GiB livres em {folder} ({percent} %).", ""],
    "disk-low": [
      "Só {free} GiB livres em {folder} ({percent} %).",
      "Libere espaço ou aumente o disco: é ali que ficam arquivos e e-mails grandes.",
    ],
    "disk-full": [
      "{free} GiB livres em {folder}: mensagens estão para ser recusadas.",
      "Libere espaço agora. Um disco cheio para o PostgreSQL; nada se perde, mas nada é aceito.",
    ],
    "disk-closed": [
      "Nada pode ser gravado em {folder} ({code}).",
      "Monte o volume com escrita e dê-o ao usuário com que o gateway roda.",
    ],
    "files-kept": ["Arquivos podem ser gravados e encontrados de novo.", ""],
    "files-away": [
      "O armazenamento não aceita arquivos ({code}).",
      "Com MEDIA_URL: confira o bucket, a chave e a região. Sem: confira a pasta DATA_DIR/media.",
    ],
    "backups-fresh": ["O mais novo tem {hours} horas.", ""],
    "backups-old": [
      "O mais novo tem {hours} horas.",
      "Veja por que o último não rodou. Um por dia é o mínimo.",
    ],
    "backups-stale": [
      "O mais novo tem {days} dias: isso se perderia junto com o disco.",
      "Faça um agora e veja por que nenhum foi feito. Tente restaurá-lo uma vez.",
    ],
    "backups-none": [
      "Não há nada em {path}.",
      "Faça um primeiro backup ou corrija BACKUP_PATH: procuramos nesta mesma máquina.",
    ],
    "backups-unknown": [
      "Ninguém disse onde estão os backups.",
      "Defina BACKUP_PATH com a pasta deles. Se é o seu provedor que os faz, confira lá se estão em dia.",
    ],
    "browser-starts": ["A versão {version} abre e desenha uma página.", ""],
    "browser-fails": [
      "Ele não abre ({code}).",
      "Em um contêiner, permita o que o sandbox do Chromium precisa (veja docker/compose.yaml) e use a imagem `chromium`. Fora dele, instale as bibliotecas que ele pede.",
    ],
    "browser-missing": [
      "Uma caixa precisa de um navegador, e não há nenhum.",
      "Instale o Chromium ou informe-o em CHROME_PATH.",
    ],
    "browser-unused": ["Nenhuma caixa usa um celular pareado.", ""],
    "browser-elsewhere": [
      "Os celulares pareados estão em outros processos (papel connectors).",
      "Rode `circuito doctor` em um deles.",
    ],
    "no-answer": [
      "Não respondeu a tempo.",
      "Veja o que é verificado aqui: ele está travado, ou o caminho até ele.",
    ],
    "check-failed": [
      "A própria verificação falhou ({code}).",
      "O log diz mais. Se continuar assim, relate como defeito.",
    ],
  },
};
