import type { BulletinWords } from "./bulletin-words.ts";

export const ES: BulletinWords = {
  fired: "Alerta: {name}",
  over: "Normalizado: {name}",
  test: "Prueba: {name}",
  testText: "Esta es una prueba de la alerta “{name}”. No ocurrió nada.",
  anywhere: {
    "queue-waiting": "Todas las colas",
    "queue-age": "Todas las colas",
    "promises-at-risk": "Todas las colas",
    "channel-down": "Todos los canales",
    "category-volume": "Motivo",
  },
  firedText: {
    "queue-waiting": "{subject}: {value} esperando; el límite es {limit}.",
    "queue-age":
      "{subject}: la conversación que más espera lleva {value} min; el límite es {limit} min.",
    "promises-at-risk":
      "{subject}: {value} promesas en riesgo o incumplidas; el límite es {limit}.",
    "channel-down": "{subject}: sin conexión desde hace {value} min; el límite es {limit} min.",
    "category-volume":
      "{subject}: {value} conversaciones en la última hora; lo usual a esta hora es {usual}, y más de {limit} es inusual.",
  },
  overText: {
    "queue-waiting": "{subject}: {value} esperando.",
    "queue-age": "{subject}: la conversación que más espera lleva {value} min.",
    "promises-at-risk": "{subject}: {value} promesas en riesgo o incumplidas.",
    "channel-down": "{subject}: con conexión.",
    "category-volume": "{subject}: {value} conversaciones en la última hora.",
  },
  lasted: "Duró {time} min.",
  open: "Abrir en Circuito",
  whyAlert: "Recibe esto porque está en la alerta “{name}” de Circuito.",
  mailTest: "Prueba: correo de la instalación",
  mailTestText:
    "Esta es una prueba del correo de Circuito. Si llegó, las alertas también llegarán.",
  whyTest: "Recibe esto porque alguien probó el correo de Circuito con su dirección.",
  report: "{name}: {period}",
  reportEmpty: "No se midió nada en este período.",
  reportMore: "Y {count} filas más en el archivo.",
  reportTimes: "Los tiempos son medianas.",
  whyReport: "Recibe esto porque está en la lista del envío “{name}” de Circuito.",
  news: "Novedades en Circuito: {count}",
  newsKinds: {
    assigned: "Conversaciones nuevas contigo",
    message: "Clientes que respondieron",
    mention: "Menciones a ti",
    sla: "Plazos",
    queue: "Conversaciones nuevas en tus colas",
  },
  whyNews:
    "Recibes esto porque pediste avisos por correo en Notificaciones y no estabas conectado.",
};
