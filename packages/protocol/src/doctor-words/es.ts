import type { DoctorWords } from "./doctor-words.ts";

export const ES: DoctorWords = {
  checks: {
    address: "Dirección pública",
    sockets: "Websockets por el proxy",
    certificate: "Certificado (TLS)",
    webhook: "Webhook",
    mailbox: "Buzón de correo",
    database: "PostgreSQL",
    connections: "Conexiones con la base",
    redis: "Redis",
    clock: "Reloj",
    disk: "Espacio en disco",
    files: "Almacén de archivos",
    backups: "Copias de seguridad",
    browser: "Navegador de los teléfonos vinculados",
  },
  statuses: {
    ok: "En orden",
    warning: "Atención",
    broken: "Con problema",
    unchecked: "Sin verificar",
  },
  findings: {
    "address-answers": ["{address} lleva a esta instalación.", ""],
    "address-unreachable": [
      "{address} no responde desde aquí ({code}).",
      "Revise el nombre (DNS), el proxy y el firewall, y que PUBLIC_URL sea exactamente lo que llaman navegadores y proveedores. Si solo falla desde dentro (router sin hairpin NAT), permita que esta máquina alcance su propio nombre público.",
    ],
    "address-of-another": [
      "Otro servidor responde en {address} (estado {status}).",
      "El nombre lleva a otra máquina o a otra instalación, o el proxy entrega /healthz a otra cosa. Apunte el nombre aquí o corrija PUBLIC_URL.",
    ],
    "sockets-work": ["Una palabra fue y volvió en {ms} ms.", ""],
    "sockets-refused": [
      "El proxy respondió {status} en vez de abrir un websocket.",
      'Deje que el proxy pase el upgrade: en nginx, `proxy_http_version 1.1`, `proxy_set_header Upgrade $http_upgrade` y `proxy_set_header Connection "upgrade"` para /socket.io/. Caddy y Traefik lo hacen solos.',
    ],
    "sockets-silent": [
      "El websocket se abre, pero nada vuelve por él.",
      "Algo en el camino retiene las tramas: desactive el buffer de respuestas para /socket.io/ y busque un firewall que inspeccione websockets.",
    ],
    "sockets-unreachable": [
      "No se puede abrir un websocket hacia {address} ({code}).",
      "Arregle primero la dirección pública; si responde, es el proxy quien cierra la conexión: mire su registro.",
    ],
    "certificate-good": ["Válido por {days} días más, emitido por {issuer}.", ""],
    "certificate-ends-soon": [
      "Vence en {days} días.",
      "Renuévelo. Si se renueva solo, mire por qué no lo hizo: suele ser el puerto 80 cerrado o la tarea de renovación detenida.",
    ],
    "certificate-ended": [
      "Venció hace {days} días: navegadores y proveedores lo rechazan.",
      "Renueve el certificado y recargue el proxy.",
    ],
    "certificate-untrusted": [
      "Nadie responde por él ({code}): los navegadores avisan y los proveedores no llaman.",
      "Instale un certificado de una autoridad pública para este mismo nombre, con su cadena completa.",
    ],
    "certificate-none": [
      "La dirección es http simple, solo de esta máquina.",
      "Para que la usen otros, ponga en PUBLIC_URL una dirección https.",
    ],
    "certificate-unreachable": [
      "La negociación TLS falló ({code}).",
      "Revise que el proxy escuche en este puerto y hable TLS en él.",
    ],
    "webhook-works": ["Una petición firmada llegó a este buzón en {ms} ms.", ""],
    "webhook-unreachable": [
      "La dirección que llama el proveedor no responde ({code}).",
      "Arregle la dirección pública: hasta entonces los mensajes de este buzón esperan en el proveedor, y algunos desisten.",
    ],
    "webhook-not-here": [
      "La dirección que llama el proveedor no conoce este buzón.",
      "PUBLIC_URL lleva a otra instalación, o el proxy no entrega /webhooks/ a esta.",
    ],
    "webhook-signature": [
      "Una petición bien firmada fue rechazada ({status}).",
      "Algo en el camino cambia el cuerpo, la consulta o las cabeceras, o pide contraseña. Entregue /webhooks/ sin tocar nada. Si solo se rechazan firmas viejas, ajuste el reloj.",
    ],
    "webhook-refused": [
      "La dirección que llama el proveedor respondió {status}.",
      "Hay una redirección o una página de error antes del gateway: entregue los POST a /webhooks/ directamente.",
    ],
    "webhook-off": ["El buzón está apagado.", ""],
    "mailbox-works": ["El correo entra y sale: {steps} pasos superados.", ""],
    "mailbox-asks": [
      "Funciona, pero el servidor no avisa del correo nuevo (sin IDLE).",
      "No hay que hacer nada: se pregunta cada minuto. Un servidor con IDLE avisaría al momento.",
    ],
    "mailbox-junk": [
      "El correo de prueba llegó, pero a la carpeta de spam.",
      "Configure SPF, DKIM y DMARC del dominio y marque el correo como no spam.",
    ],
    "mailbox-fails": [
      "El paso {step} falló: {hint}.",
      "Abra este buzón en Canales y pruébelo allí: cada paso dice qué cambiar.",
    ],
    "mailbox-off": ["El buzón está apagado.", ""],
    "mailbox-demo": [
      "El buzón de la propia demostración: sus correos nunca salen de esta máquina.",
      "",
    ],
    "settings-unreadable": [
      "La configuración guardada de este buzón no se puede abrir o leer.",
      "¿Cambió SECRET_KEY, o se restauró una copia sin su clave? Vuelva a poner la clave anterior o introduzca de nuevo la configuración del buzón.",
    ],
    "database-good": ["Versión {version}; cada escritura espera al disco.", ""],
    "database-away": [
      "PostgreSQL no responde ({code}).",
      "Mire si está en marcha, si su disco está lleno y si DATABASE_URL es correcta. Hasta entonces no se acepta nada, y los proveedores vuelven a intentarlo.",
    ],
    "database-old": [
      "La versión {version} es demasiado antigua.",
      "Actualice PostgreSQL a la {needed} o más nueva.",
    ],
    "database-unsafe": [
      "Un corte de luz puede perder lo aceptado: {settings} está apagado.",
      "Enciéndalo en postgresql.conf y recargue el servidor. Sin eso, aceptar no garantiza nada.",
    ],
    "connections-enough": ["{used} de {max} en uso.", ""],
    "connections-few": [
      "{used} de {max} en uso: quedan pocas.",
      "Suba max_connections o ejecute menos procesos: cada uno usa hasta 20, y 30 más para las tareas cuando no hay Redis.",
    ],
    "connections-out": [
      "{used} de {max} en uso: el próximo proceso no encuentra ninguna.",
      "Suba max_connections ahora o detenga a quien las retiene (pg_stat_activity muestra quién).",
    ],
    "redis-good": ["Versión {version}, no descarta nada.", ""],
    "redis-unused": ["PostgreSQL lleva las tareas: no hay Redis.", ""],
    "redis-away": [
      "Redis no responde ({code}).",
      "Mire si está en marcha y si REDIS_URL es correcta. Mientras tanto los mensajes se aceptan, y se encaminan cuando vuelva.",
    ],
    "redis-evicts": [
      "Su política es {policy}: cuando se acaba la memoria descarta tareas en silencio.",
      "Ponga `maxmemory-policy noeviction` en redis.conf y deje este Redis solo para el gateway.",
    ],
    "redis-old": [
      "La versión {version} es demasiado antigua.",
      "Actualice a Redis {needed} o más nuevo; recomendamos el 7.",
    ],
    "redis-full": [
      "El {percent} % de su memoria está en uso.",
      "Suba maxmemory: un Redis lleno no acepta más tareas, y todo se vuelve lento.",
    ],
    "clock-right": ["Como mucho {seconds} s de diferencia. Relojes comparados: {clocks}.", ""],
    "clock-off": [
      "{seconds} s de diferencia con el reloj de {of}.",
      "Ajuste el reloj de la máquina por NTP (chrony, systemd-timesyncd): desde cinco minutos se rechazan firmas.",
    ],
    "clock-wrong": [
      "{seconds} s de diferencia con el reloj de {of}: las firmas están por rechazarse, o ya se rechazan.",
      "Ajuste ya el reloj de la máquina por NTP (chrony, systemd-timesyncd). Si solo difiere el de la base, ajuste el de su máquina.",
    ],
    "clock-alone": [
      "No había otro reloj con que comparar.",
      "Se compara con el de la base en cuanto esta responda.",
    ],
    "disk-enough": ["{free} GiB libres en {folder} ({percent} %).", ""],
    "disk-low": [
      "Solo {free} GiB libres en {folder} ({percent} %).",
      "Libere espacio o amplíe el disco: allí quedan archivos y correos grandes.",
    ],
    "disk-full": [
      "{free} GiB libres en {folder}: los mensajes están por rechazarse.",
      "Libere espacio ahora. Un disco lleno detiene PostgreSQL; nada se pierde, pero nada se acepta.",
    ],
    "disk-closed": [
      "No se puede escribir en {folder} ({code}).",
      "Monte el volumen con escritura y déselo al usuario con que corre el gateway.",
    ],
    "files-kept": ["Los archivos se pueden guardar y volver a encontrar.", ""],
    "files-away": [
      "El almacén no acepta archivos ({code}).",
      "Con MEDIA_URL: revise el bucket, su clave y su región. Sin ella: revise la carpeta DATA_DIR/media.",
    ],
    "backups-fresh": ["La más nueva tiene {hours} horas.", ""],
    "backups-old": [
      "La más nueva tiene {hours} horas.",
      "Mire por qué no se hizo la última. Una al día es lo mínimo.",
    ],
    "backups-stale": [
      "La más nueva tiene {days} días: eso se perdería junto con el disco.",
      "Haga una ahora y mire por qué no se hizo ninguna. Pruebe una vez a restaurarla.",
    ],
    "backups-none": [
      "No hay nada en {path}.",
      "Haga una primera copia o corrija BACKUP_PATH: se busca en esta misma máquina.",
    ],
    "backups-unknown": [
      "Nadie dijo dónde están las copias de seguridad.",
      "Ponga en BACKUP_PATH su carpeta. Si las hace su proveedor, compruebe allí que estén al día.",
    ],
    "browser-starts": ["La versión {version} arranca y dibuja una página.", ""],
    "browser-fails": [
      "No arranca ({code}).",
      "En un contenedor, permita lo que necesita el sandbox de Chromium (vea docker/compose.yaml) y use la imagen `chromium`. Fuera de él, instale las bibliotecas que pide.",
    ],
    "browser-missing": [
      "Un buzón necesita un navegador, y no hay ninguno.",
      "Instale Chromium o indíquelo en CHROME_PATH.",
    ],
    "browser-unused": ["Ningún buzón usa un teléfono vinculado.", ""],
    "browser-elsewhere": [
      "Los teléfonos vinculados están en otros procesos (rol connectors).",
      "Ejecute `circuito doctor` en uno de ellos.",
    ],
    "no-answer": [
      "No respondió a tiempo.",
      "Mire lo que se verifica aquí: está colgado, o el camino hasta él.",
    ],
    "check-failed": [
      "La verificación misma falló ({code}).",
      "El registro dice más. Si sigue así, repórtelo como defecto.",
    ],
  },
};
