import type { FigureWords } from "./figure-words.ts";

export const ES: FigureWords = {
  opened: [
    "Conversaciones",
    "Conversaciones que empezaron en el período, por el primer mensaje del cliente.",
  ],
  inbound: [
    "Mensajes recibidos",
    "Mensajes de clientes que piden respuesta; los avisos automáticos no cuentan.",
  ],
  replies: ["Respuestas", "Mensajes que personas del equipo enviaron a clientes."],
  resolved: [
    "Resueltas",
    "Conversaciones resueltas en el período y no reabiertas. Spam y duplicadas no cuentan.",
  ],
  "first-response": [
    "Primera respuesta",
    "Del primer mensaje del cliente (o del fin del menú automático) a la primera respuesta de una persona. Robots y avisos no son respuesta; lo que aún espera no se cuenta como cero.",
  ],
  "next-response": [
    "Respuestas siguientes",
    "Del primer mensaje sin respuesta a la respuesta de una persona, después de la primera.",
  ],
  "queue-wait": [
    "Espera en la cola",
    "Cada tiempo en una cola sin responsable, contado en la cola donde se esperó.",
  ],
  handle: [
    "Tiempo de atención",
    "Tiempo en que una persona tuvo la conversación abierta delante, sumado por persona y cola; tras 5 minutos sin tocar nada no cuenta, y dos ventanas a la vez cuentan una vez.",
  ],
  resolution: [
    "Resolución",
    "Del primer mensaje del cliente a la última resolución, si no se reabrió.",
  ],
  "resolution-net": [
    "Resolución neta",
    "Lo mismo sin el tiempo en que se esperaba al cliente o a terceros, y sin el tiempo en que estaba resuelta.",
  ],
  "between-contacts": [
    "Entre contactos",
    "Del inicio de un contacto del cliente al inicio del siguiente, en la misma conversación.",
  ],
  "contacts-per-resolution": [
    "Contactos por resolución",
    "Cuántas veces escribió el cliente hasta que se resolvió; mensajes seguidos son un contacto.",
  ],
  "resolution-rate": [
    "Tasa de resolución",
    "Resueltas ÷ conversaciones que empezaron en el mismo período.",
  ],
  fcr: [
    "FCR (primer contacto)",
    "De las resueltas por personas: resueltas por quien respondió primero, sin cambiar de nivel, sin reapertura, sin “no” en la confirmación y sin nueva conversación de la misma persona por el mismo motivo en 7 días. Los últimos 7 días son provisionales.",
  ],
  "reopen-rate": [
    "Reapertura",
    "Resoluciones reabiertas ÷ resoluciones. Lo que se deshace en un minuto no cuenta.",
  ],
  abandonment: [
    "Abandono",
    "Chats en vivo en que el cliente se fue antes de la primera respuesta, tras esperar 10 s o más.",
  ],
  transfers: ["Transferencias", "Veces en que una conversación pasó de una cola a otra."],
  "director-accuracy": [
    "Acierto del direccionamiento",
    "Direccionamientos que el área aceptó y no devolvió ÷ direccionamientos.",
  ],
  sla: [
    "Plazos cumplidos (SLA)",
    "Plazos cumplidos ÷ plazos cumplidos o vencidos; los cancelados no cuentan.",
  ],
  "sla-queue-wait": ["SLA: espera en la cola", "Plazos de espera en la cola que se cumplieron."],
  "sla-first-response": [
    "SLA: primera respuesta",
    "Plazos de primera respuesta que se cumplieron.",
  ],
  "sla-next-response": [
    "SLA: respuestas siguientes",
    "Plazos de las respuestas siguientes que se cumplieron.",
  ],
  "sla-acceptance": ["SLA: aceptación", "Plazos para aceptar un traspaso que se cumplieron."],
  "sla-resolution": ["SLA: resolución", "Plazos de resolución que se cumplieron."],
  "confirmation-answers": [
    "Respuestas a la confirmación",
    "Clientes que dijeron si está resuelto ÷ clientes preguntados.",
  ],
  confirmed: ["Confirmadas", "“Sí” ÷ respuestas a la confirmación."],
  csat: ["CSAT", "Respuestas 4 y 5 ÷ respuestas, en la escala de 1 a 5."],
  "csat-answers": ["Respuestas a la CSAT", "Encuestas respondidas ÷ enviadas."],
  ces: ["CES", "Media de la escala de 1 a 7 (“fue fácil resolverlo”)."],
  "ces-answers": ["Respuestas a la CES", "Encuestas respondidas ÷ enviadas."],
  nps: ["NPS", "% de 9 y 10 menos % de 0 a 6, en la escala de 0 a 10."],
  "nps-answers": ["Respuestas a la NPS", "Encuestas respondidas ÷ enviadas."],
};
